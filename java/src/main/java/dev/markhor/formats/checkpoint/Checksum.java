package dev.markhor.formats.checkpoint;

import java.nio.ByteBuffer;
import java.util.zip.CRC32C;

/** Checksums as TensorFlow stores them: CRC-32C, rotated and shifted so that a checksum of checksums is none. */
final class Checksum {
    private static final int SHIFT = 0xa282ead8;

    private Checksum() {}

    static int mask(int crc) {
        return Integer.rotateRight(crc, 15) + SHIFT;
    }

    static int unmask(int masked) {
        return Integer.rotateLeft(masked - SHIFT, 15);
    }

    static int of(byte[] bytes, int offset, int length) {
        CRC32C crc = new CRC32C();
        crc.update(bytes, offset, length);
        return (int) crc.getValue();
    }

    /** Of what remains in the buffer, whose position stays. */
    static int of(ByteBuffer buffer) {
        CRC32C crc = new CRC32C();
        crc.update(buffer.duplicate());
        return (int) crc.getValue();
    }
}
