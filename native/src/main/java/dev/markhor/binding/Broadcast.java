package dev.markhor.binding;

import java.util.Arrays;

/**
 * The dimensions of a dense result and, for each operand, how many elements to step in each dimension (0 where it is broadcast).
 * Neighbouring dimensions that all operands walk as one are joined, so there are as few as possible.
 */
public final class Broadcast {
    /** More dimensions than this, after joining, cannot be encoded. */
    public static final int MAX_RANK = 8;

    private final long[] dims;
    private final long[][] strides;

    private Broadcast(long[] dims, long[][] strides) {
        this.dims = dims;
        this.strides = strides;
    }

    /**
     * Operands of these shapes, broadcast as NumPy does.
     *
     * @throws IllegalArgumentException if the shapes do not go together
     */
    public static Broadcast of(long[]... shapes) {
        int rank = Arrays.stream(shapes).mapToInt(s -> s.length).max().orElse(0);
        long[] dims = new long[rank];
        Arrays.fill(dims, 1);
        for (long[] shape : shapes) {
            for (int i = 0; i < shape.length; i++) {
                int d = rank - shape.length + i;
                if (shape[i] != 1 && dims[d] != 1 && dims[d] != shape[i]) {
                    throw new IllegalArgumentException("cannot broadcast " + Arrays.deepToString(shapes));
                }
                dims[d] = shape[i] == 1 ? dims[d] : shape[i];
            }
        }
        long[][] strides = new long[shapes.length][];
        for (int k = 0; k < shapes.length; k++) {
            strides[k] = strides(shapes[k], rank);
        }
        return joined(dims, strides);
    }

    private static long[] strides(long[] shape, int rank) {
        long[] strides = new long[rank];
        long step = 1;
        for (int i = shape.length - 1; i >= 0; i--) {
            strides[rank - shape.length + i] = shape[i] == 1 ? 0 : step;
            step *= shape[i];
        }
        return strides;
    }

    private static Broadcast joined(long[] dims, long[][] strides) {
        int rank = 0;
        for (int d = 0; d < dims.length; d++) {
            if (dims[d] == 1) {
                continue;
            }
            if (rank > 0 && runsOn(strides, rank - 1, d, dims[d])) {
                dims[rank - 1] *= dims[d];
                rank--;
            } else {
                dims[rank] = dims[d];
            }
            for (long[] stride : strides) {
                stride[rank] = stride[d];
            }
            rank++;
        }
        if (rank > MAX_RANK) {
            throw new IllegalArgumentException("more than " + MAX_RANK + " dimensions");
        }
        int kept = rank;
        return new Broadcast(
                Arrays.copyOf(dims, kept),
                Arrays.stream(strides).map(s -> Arrays.copyOf(s, kept)).toArray(long[][]::new));
    }

    private static boolean runsOn(long[][] strides, int last, int d, long dim) {
        return Arrays.stream(strides).allMatch(s -> s[last] == s[d] * dim);
    }

    /** Elements of the result. */
    public long count() {
        return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    }

    /** Elements of an operand. */
    long elements(int operand) {
        long elements = 1;
        for (int d = 0; d < dims.length; d++) {
            elements *= strides[operand][d] == 0 ? 1 : dims[d];
        }
        return elements;
    }

    void encode(ProgramWriter writer) {
        writer.word((long) dims.length).words(dims);
        for (long[] stride : strides) {
            writer.words(stride);
        }
    }
}
