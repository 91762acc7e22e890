package dev.markhor.binding;

/** Element types as instructions name them: the ordinal is the number in the words. */
public enum ElementType {
    F32(4),
    F64(8),
    I32(4),
    I64(8),
    U8(1),
    /** One byte, 0 or 1. */
    BOOL(1),
    I8(1),
    I16(2),
    F16(2),
    BF16(2);

    private final int bytes;

    ElementType(int bytes) {
        this.bytes = bytes;
    }

    /** Size of one element in bytes. */
    public int bytes() {
        return bytes;
    }

    /** The number that kernels know. */
    public int code() {
        return ordinal();
    }
}
