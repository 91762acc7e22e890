package dev.markhor.binding;

/**
 * Sizes of memory in messages: bytes below 1 MiB, else MiB to a tenth, or without one if it is none. What is in use or wanted is rounded up, and what
 * may be had rounded down, so that no message says that as much as the limit is too much.
 */
public final class MemoryWords {
    private static final long MIB = 1 << 20;

    private MemoryWords() {}

    /** What is in use, or wanted. */
    public static String needed(long bytes) {
        return words(bytes, MIB - 1);
    }

    /** What may be had. */
    public static String allowed(long bytes) {
        return words(bytes, 0);
    }

    private static String words(long bytes, long round) {
        if (bytes < MIB) {
            return bytes + (bytes == 1 ? " byte" : " bytes");
        }
        long tenths = bytes / MIB * 10 + (bytes % MIB * 10 + round) / MIB;
        return tenths / 10 + (tenths % 10 == 0 ? "" : "." + tenths % 10) + " MiB";
    }
}
