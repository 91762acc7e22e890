package dev.markhor.formats;

/** Joins checksums (CRC-32 in any of its forms) of parts that were computed side by side. */
public final class Crc {
    /** The polynomial of {@link java.util.zip.CRC32}, in reversed bits. */
    public static final int CRC32 = 0xEDB88320;
    /** The polynomial of {@link java.util.zip.CRC32C}, Castagnoli's. */
    public static final int CRC32C = 0x82F63B78;

    private static final int ONE = 1 << 31;
    /** x to the powers of 1, 2, 4, ... */
    private static final int[] POWERS_CRC32 = powers(CRC32);

    private static final int[] POWERS_CRC32C = powers(CRC32C);

    private Crc() {}

    /**
     * That of two parts together.
     *
     * @param polynomial one of the above
     * @param first that of the first part
     * @param second that of the second, of {@code bytes} bytes
     */
    public static int join(int polynomial, int first, int second, long bytes) {
        return product(polynomial, power(polynomial, bytes * 8), first) ^ second;
    }

    /** x to the power of {@code n}, modulo the polynomial. */
    private static int power(int polynomial, long n) {
        int[] powers = polynomial == CRC32 ? POWERS_CRC32 : POWERS_CRC32C;
        int power = ONE;
        for (int bit = 0; bit < powers.length; bit++) {
            if ((n >>> bit & 1) != 0) {
                power = product(polynomial, power, powers[bit]);
            }
        }
        return power;
    }

    private static int[] powers(int polynomial) {
        int[] powers = new int[Long.SIZE];
        powers[0] = ONE >>> 1; // x
        for (int i = 1; i < powers.length; i++) {
            powers[i] = product(polynomial, powers[i - 1], powers[i - 1]);
        }
        return powers;
    }

    /** The product of two polynomials, whose highest bits are those of x to the power of 0, modulo the checksum's. */
    private static int product(int polynomial, int a, int b) {
        int product = 0;
        int shifted = b;
        for (int bit = ONE; bit != 0; bit >>>= 1) {
            if ((a & bit) != 0) {
                product ^= shifted;
            }
            shifted = (shifted & 1) != 0 ? shifted >>> 1 ^ polynomial : shifted >>> 1;
        }
        return product;
    }
}
