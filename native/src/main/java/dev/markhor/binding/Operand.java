package dev.markhor.binding;

/** Operand words of instructions: where a kernel finds an array. The upper 8 bits name a space, the lower 56 an offset in it. */
public final class Operand {
    /** No array: an optional bias that is absent, say. */
    public static final long NONE = 0;

    private static final int SPACE_SHIFT = 56;
    private static final long MAX_OFFSET = (1L << SPACE_SHIFT) - 1;

    private Operand() {}

    /** The array that begins {@code offset} bytes into the arena of the call. */
    public static long arena(long offset) {
        return word(1, offset);
    }

    /** The array whose address is entry {@code index} of the call's table. */
    public static long table(long index) {
        return word(2, index);
    }

    private static long word(long space, long offset) {
        if (offset < 0 || offset > MAX_OFFSET) {
            throw new IllegalArgumentException("Operand offset out of range: " + offset);
        }
        return space << SPACE_SHIFT | offset;
    }
}
