package dev.markhor.model;

/** Whose rules a model follows where Keras' generations differ: set by the writer of its file; Keras 3 for models written in Java. */
public enum Dialect {
    KERAS1,
    KERAS2,
    KERAS3;

    /** From a {@code keras_version} such as {@code 2.2.4-tf}; Keras 1 never wrote one on its weights. */
    public static Dialect ofVersion(String kerasVersion) {
        return kerasVersion.startsWith("1") ? KERAS1 : kerasVersion.startsWith("2") ? KERAS2 : KERAS3;
    }

    public boolean isKeras3() {
        return this == KERAS3;
    }
}
