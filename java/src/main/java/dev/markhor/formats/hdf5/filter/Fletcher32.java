package dev.markhor.formats.hdf5.filter;

import java.util.Arrays;
import java.util.zip.DataFormatException;

/** The fletcher32 filter: four bytes of checksum behind the data. */
final class Fletcher32 {
    static final int BYTES = 4;

    /** So many words can be added before the sums must be folded. */
    private static final int BLOCK = 360;

    private Fletcher32() {}

    static byte[] undo(byte[] data) throws DataFormatException {
        int length = data.length - BYTES;
        if (length < 1) {
            throw new DataFormatException("expected data and a checksum, found " + data.length + " bytes");
        }
        int stored = (data[length] & 0xff)
                | (data[length + 1] & 0xff) << 8
                | (data[length + 2] & 0xff) << 16
                | (data[length + 3] & 0xff) << 24;
        int computed = checksum(data, length);
        // libraries up to 1.6.2 swapped the bytes of each half on little-endian machines
        if (stored != computed && stored != swapHalves(computed)) {
            throw new DataFormatException("checksum error: expected " + Integer.toHexString(computed) + ", found "
                    + Integer.toHexString(stored));
        }
        return Arrays.copyOf(data, length);
    }

    private static int swapHalves(int value) {
        return (value & 0x00ff00ff) << 8 | (value >>> 8) & 0x00ff00ff;
    }

    static int checksum(byte[] data, int length) {
        int sum1 = 0;
        int sum2 = 0;
        int words = length / 2;
        int at = 0;
        while (words > 0) {
            int block = Math.min(words, BLOCK);
            words -= block;
            for (int i = 0; i < block; i++, at += 2) {
                sum1 += (data[at] & 0xff) << 8 | data[at + 1] & 0xff;
                sum2 += sum1;
            }
            sum1 = fold(sum1);
            sum2 = fold(sum2);
        }
        if (length % 2 == 1) {
            sum1 += (data[length - 1] & 0xff) << 8;
            sum2 += sum1;
            sum1 = fold(sum1);
            sum2 = fold(sum2);
        }
        return fold(sum2) << 16 | fold(sum1);
    }

    private static int fold(int sum) {
        return (sum & 0xffff) + (sum >>> 16);
    }
}
