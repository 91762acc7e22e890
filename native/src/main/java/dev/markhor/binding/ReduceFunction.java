package dev.markhor.binding;

/** Reductions; numbers follow the order here and in {@code reduce/reduce.inl}, from 1. */
public enum ReduceFunction {
    SUM,
    /** F32 and F64 only. */
    MEAN,
    MAX,
    MIN,
    PRODUCT,
    /** BOOL only. */
    ANY,
    /** BOOL only. */
    ALL,
    /** Index of the first largest, I32. */
    ARGMAX,
    /** Index of the first smallest, I32. */
    ARGMIN;

    /** The number that kernels know. */
    public int code() {
        return ordinal() + 1;
    }
}
