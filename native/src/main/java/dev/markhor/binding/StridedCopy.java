package dev.markhor.binding;

import java.util.Arrays;

/**
 * Copies a block of elements between two arrays, stepping by any number of elements in each dimension. Transposes, slices, tiles and
 * concatenations are special cases, made by the static methods. {@code x} and {@code y} do not overlap.
 *
 * @param xStart first element of x
 * @param yStart first element of y
 * @param dims what is copied; at most 8 dimensions
 */
public record StridedCopy(
        ElementType type, long x, long y, long xStart, long yStart, long[] dims, long[] xStrides, long[] yStrides)
        implements Instruction {
    /** Dimension {@code i} of the result is dimension {@code axes[i]} of {@code x}, whose shape is {@code dims}. */
    public static StridedCopy transpose(ElementType type, long x, long y, long[] dims, int... axes) {
        long[] strides = dense(dims);
        long[] yDims = Arrays.stream(axes).mapToLong(a -> dims[a]).toArray();
        long[] xStrides = Arrays.stream(axes).mapToLong(a -> strides[a]).toArray();
        return new StridedCopy(type, x, y, 0, 0, yDims, xStrides, dense(yDims));
    }

    /**
     * {@code x[begin : : step]} in each dimension, {@code counts} elements of it; steps may be negative.
     *
     * @param dims shape of x
     */
    public static StridedCopy slice(
            ElementType type, long x, long y, long[] dims, long[] begin, long[] step, long[] counts) {
        long[] strides = dense(dims);
        long start = 0;
        for (int d = 0; d < dims.length; d++) {
            start += begin[d] * strides[d];
            strides[d] *= step[d];
        }
        return new StridedCopy(type, x, y, start, 0, counts.clone(), strides, dense(counts));
    }

    /**
     * Copies {@code x} of shape {@code [outer, width]} into columns {@code [from, from + width)} of {@code y} of shape
     * {@code [outer, total]}: one input of a concatenation.
     */
    public static StridedCopy columns(ElementType type, long x, long y, long outer, long width, long from, long total) {
        return new StridedCopy(
                type, x, y, 0, from, new long[] {outer, width}, new long[] {width, 1}, new long[] {total, 1});
    }

    /** Repeats the whole of {@code x} (shape {@code dims}) {@code repeats[i]} times along each dimension. */
    public static StridedCopy tile(ElementType type, long x, long y, long[] dims, long[] repeats) {
        return repeated(type, x, y, dims, repeats, false);
    }

    /** Repeats each element of {@code x} (shape {@code dims}) {@code repeats[i]} times along each dimension. */
    public static StridedCopy repeat(ElementType type, long x, long y, long[] dims, long[] repeats) {
        return repeated(type, x, y, dims, repeats, true);
    }

    private static StridedCopy repeated(
            ElementType type, long x, long y, long[] dims, long[] repeats, boolean elements) {
        long[] strides = dense(dims);
        long[] all = new long[2 * dims.length];
        long[] xStrides = new long[2 * dims.length];
        int rank = 0;
        for (int d = 0; d < dims.length; d++) {
            int copies = rank + (elements ? 1 : 0);
            int original = rank + (elements ? 0 : 1);
            if (repeats[d] == 1) {
                original = rank;
            } else {
                all[copies] = repeats[d];
                xStrides[copies] = 0;
                rank++;
            }
            all[original] = dims[d];
            xStrides[original] = strides[d];
            rank++;
        }
        long[] counts = Arrays.copyOf(all, rank);
        return new StridedCopy(type, x, y, 0, 0, counts, Arrays.copyOf(xStrides, rank), dense(counts));
    }

    /** The strides of a dense array of this shape. */
    public static long[] dense(long[] dims) {
        long[] strides = new long[dims.length];
        long step = 1;
        for (int d = dims.length - 1; d >= 0; d--) {
            strides[d] = step;
            step *= dims[d];
        }
        return strides;
    }

    @Override
    public int opcode() {
        return 40;
    }

    @Override
    public void encode(ProgramWriter writer) {
        if (dims.length > Broadcast.MAX_RANK) {
            throw new IllegalArgumentException("more than " + Broadcast.MAX_RANK + " dimensions");
        }
        writer.words(type.bytes(), x, y, xStart, yStart, dims.length)
                .words(dims)
                .words(xStrides)
                .words(yStrides);
    }

    @Override
    public Work work() {
        return Work.of(0, 2 * Arrays.stream(dims).reduce(1, (a, b) -> a * b) * type.bytes(), dims);
    }
}
