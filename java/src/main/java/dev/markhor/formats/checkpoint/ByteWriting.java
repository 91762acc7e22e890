package dev.markhor.formats.checkpoint;

import java.io.ByteArrayOutputStream;

/** The numbers that {@link Bytes} reads. */
final class ByteWriting {
    private ByteWriting() {}

    /** The lowest byte first. */
    static void i32(ByteArrayOutputStream out, int value) {
        for (int shift = 0; shift < Integer.SIZE; shift += Byte.SIZE) {
            out.write(value >>> shift);
        }
    }

    static void i64(ByteArrayOutputStream out, long value) {
        i32(out, (int) value);
        i32(out, (int) (value >>> Integer.SIZE));
    }

    /** In groups of seven bits, the lowest first. */
    static void varint(ByteArrayOutputStream out, long value) {
        long rest = value;
        while ((rest & ~0x7fL) != 0) {
            out.write((int) (rest & 0x7f | 0x80));
            rest >>>= 7;
        }
        out.write((int) rest);
    }
}
