package dev.markhor.formats.checkpoint;

import dev.markhor.formats.Crc;
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

    /**
     * That of two parts together.
     *
     * @param first that of the first part
     * @param second that of the second, of {@code bytes} bytes
     */
    static int join(int first, int second, long bytes) {
        return Crc.join(Crc.CRC32C, first, second, bytes);
    }
}
