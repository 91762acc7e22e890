package dev.markhor.compile;

import dev.markhor.tensor.Shape;

/** Distances between neighbours, in elements, of dense arrays and of arrays seen under a larger shape. */
final class Strides {
    private Strides() {}

    /** Of a dense array. */
    static long[] dense(Shape shape) {
        long[] strides = new long[shape.rank()];
        long stride = 1;
        for (int i = shape.rank() - 1; i >= 0; i--) {
            strides[i] = stride;
            stride *= shape.dim(i);
        }
        return strides;
    }

    /** Of an array of shape {@code from} broadcast to {@code to}: 0 where it repeats. */
    static long[] broadcast(Shape from, Shape to) {
        long[] dense = dense(from);
        long[] strides = new long[to.rank()];
        int skip = to.rank() - from.rank();
        for (int i = skip; i < to.rank(); i++) {
            strides[i] = from.dim(i - skip) == 1 ? 0 : dense[i - skip];
        }
        return strides;
    }

    /** Product of the dimensions from {@code from} (inclusive) to {@code to} (exclusive). */
    static long product(Shape shape, int from, int to) {
        long product = 1;
        for (int i = from; i < to; i++) {
            product *= shape.dim(i);
        }
        return product;
    }
}
