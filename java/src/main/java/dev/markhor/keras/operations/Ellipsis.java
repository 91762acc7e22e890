package dev.markhor.keras.operations;

/** Python's {@code ...}. */
public enum Ellipsis {
    ELLIPSIS
}
