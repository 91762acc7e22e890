package dev.markhor.ops;

import dev.markhor.tensor.Shape;

/** NumPy's broadcasting rule on partly known shapes. */
final class Broadcasting {
    private Broadcasting() {}

    /** @throws IllegalArgumentException if the shapes do not broadcast */
    static Shape of(Shape a, Shape b) {
        int rank = Math.max(a.rank(), b.rank());
        long[] dims = new long[rank];
        for (int i = 0; i < rank; i++) {
            long x = i < rank - a.rank() ? 1 : a.dim(i - (rank - a.rank()));
            long y = i < rank - b.rank() ? 1 : b.dim(i - (rank - b.rank()));
            dims[i] = dim(a, b, x, y);
        }
        return Shape.of(dims);
    }

    /** The shape of two that must be equal, as far as known. @throws IllegalArgumentException if they differ */
    static Shape same(Shape a, Shape b) {
        long[] dims = a.dims();
        for (int i = 0; i < dims.length; i++) {
            Checks.require(Checks.fits(dims[i], b.dim(i)), "shapes " + a + " and " + b + " differ");
            dims[i] = dims[i] == Shape.FREE ? b.dim(i) : dims[i];
        }
        return Shape.of(dims);
    }

    private static long dim(Shape a, Shape b, long x, long y) {
        if (x == y || y == 1) {
            return x;
        }
        if (x == 1 || x == Shape.FREE) { // a free dimension beside n > 1 must turn out to be n (or 1)
            return y;
        }
        if (y == Shape.FREE) {
            return x;
        }
        throw new IllegalArgumentException("shapes " + a + " and " + b + " do not broadcast");
    }
}
