package dev.markhor.formats.checkpoint;

import java.util.zip.CRC32C;

/** Checksums as TensorFlow stores them: CRC-32C, rotated and shifted so that a checksum of checksums is none. */
final class Checksum {
    private static final int SHIFT = 0xa282ead8;
    /** Castagnoli's, in reversed bits. */
    private static final int POLYNOMIAL = 0x82F63B78;

    private static final int ONE = 1 << 31;

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
        return product(power(bytes * 8), first) ^ second;
    }

    /** x to the power of {@code n}, modulo the polynomial. */
    private static int power(long n) {
        int power = ONE;
        int square = ONE >>> 1; // x
        for (long rest = n; rest != 0; rest >>>= 1) {
            if ((rest & 1) != 0) {
                power = product(power, square);
            }
            square = product(square, square);
        }
        return power;
    }

    /** The product of two polynomials, whose highest bits are those of x to the power of 0, modulo the checksum's. */
    private static int product(int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) != 0 ? shifted >>> 1 ^ POLYNOMIAL : shifted >>> 1;
        }
        return product;
    }
}
