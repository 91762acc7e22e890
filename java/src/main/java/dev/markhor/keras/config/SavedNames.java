package dev.markhor.keras.config;

/** What layers of Keras 2 are called for Keras 3. */
public final class SavedNames {
    private SavedNames() {}

    /** No name in Keras 3 may have a slash: {@code conv1/bn} is {@code conv1_bn}, as DenseNet has it there. */
    public static String of(String keras2) {
        return keras2.replace('/', '_');
    }
}
