package dev.markhor.fuzz.format;

/** How far a file got. */
public enum Outcome {
    /** Nothing took it. */
    REFUSED,
    /** Something was read of it. */
    READ,
    /** It became a model, or its weights went into one. */
    LOADED,
    /** The model predicted. */
    PREDICTED;

    Outcome or(Outcome other) {
        return compareTo(other) >= 0 ? this : other;
    }
}
