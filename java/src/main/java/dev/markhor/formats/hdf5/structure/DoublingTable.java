package dev.markhor.formats.hdf5.structure;

import dev.markhor.formats.hdf5.io.Cursor;

/**
 * How blocks of a fractal heap grow: rows of {@code width} blocks; rows 0 and 1 have blocks of {@code start} bytes, each further
 * row of twice as many.
 *
 * @param maxDirect the largest block that holds objects itself
 * @param maxBits bits of an offset in the heap
 */
record DoublingTable(int width, long start, long maxDirect, int maxBits) {
    static DoublingTable read(Cursor in) {
        int width = in.u16();
        long start = in.length("size of the first block");
        long maxDirect = in.length("size of the largest block");
        int maxBits = in.u16();
        in.skip(2); // rows of a new root block
        in.require(isPowerOfTwo(width) && width <= 1024, "width of the heap: expected a power of 2, found %s", width);
        in.require(
                isPowerOfTwo(start) && start >= 32, "size of the first block: expected a power of 2, found %s", start);
        in.require(
                isPowerOfTwo(maxDirect) && maxDirect >= start && maxDirect <= 1 << 30,
                "size of the largest block: expected a power of 2, found %s",
                maxDirect);
        in.range("bits of an offset", log2(maxDirect), 62, maxBits);
        DoublingTable table = new DoublingTable(width, start, maxDirect, maxBits);
        in.require(table.maxRows() > 0, "a heap without rows");
        return table;
    }

    private static boolean isPowerOfTwo(long value) {
        return Long.bitCount(value) == 1;
    }

    private static int log2(long value) {
        return 63 - Long.numberOfLeadingZeros(value);
    }

    long blockSize(int row) {
        return row < 2 ? start : start << (row - 1);
    }

    /** Rows whose blocks hold objects themselves. */
    int directRows() {
        return log2(maxDirect) - log2(start) + 2;
    }

    /** Rows of a root that spans the whole heap. */
    int maxRows() {
        return maxBits - log2(start) - log2(width) + 1;
    }

    /** Rows of an indirect block that spans {@code size} bytes. */
    int rowsOf(long size) {
        return log2(size) - log2(start) - log2(width) + 1;
    }
}
