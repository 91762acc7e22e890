package dev.markhor.tensor;

import java.util.Arrays;

/**
 * Dimensions of a tensor. A symbolic value may have free dimensions ({@link #FREE}), a {@link Tensor} has none. Scalars have
 * rank 0.
 */
public final class Shape {
    /** A dimension that is known only when the model runs; Keras writes it as {@code None}. */
    public static final long FREE = -1;

    private static final Shape SCALAR = new Shape(new long[0]);

    private final long[] dims;

    private Shape(long[] dims) {
        this.dims = dims;
    }

    /**
     * @throws IllegalArgumentException if a dimension is negative and not {@link #FREE}
     */
    public static Shape of(long... dims) {
        for (long dim : dims) {
            if (dim < FREE) {
                throw new IllegalArgumentException("dimension " + dim + " in shape " + Arrays.toString(dims));
            }
        }
        return dims.length == 0 ? SCALAR : new Shape(dims.clone());
    }

    public int rank() {
        return dims.length;
    }

    /** Dimension {@code axis}; a negative axis counts from the end. */
    public long dim(int axis) {
        return dims[axis < 0 ? axis + dims.length : axis];
    }

    public long[] dims() {
        return dims.clone();
    }

    public boolean isFree(int axis) {
        return dim(axis) == FREE;
    }

    /** Whether every dimension is known. */
    public boolean isStatic() {
        for (long dim : dims) {
            if (dim == FREE) {
                return false;
            }
        }
        return true;
    }

    /**
     * Number of elements; 1 for a scalar.
     *
     * @throws IllegalStateException if a dimension is free
     * @throws ArithmeticException if the product exceeds a {@code long}
     */
    public long size() {
        long size = 1;
        for (long dim : dims) {
            if (dim == FREE) {
                throw new IllegalStateException("shape " + this + " has free dimensions");
            }
            size = Math.multiplyExact(size, dim);
        }
        return size;
    }

    /** This shape with dimension {@code axis} (negative: from the end) replaced. */
    public Shape with(int axis, long dim) {
        long[] copy = dims.clone();
        copy[axis < 0 ? axis + dims.length : axis] = dim;
        return of(copy);
    }

    /** Dimensions {@code from} (inclusive) to {@code to} (exclusive). */
    public Shape slice(int from, int to) {
        return new Shape(Arrays.copyOfRange(dims, from, to));
    }

    public Shape prepend(long dim) {
        return of(dim).concat(this);
    }

    public Shape append(long dim) {
        return concat(of(dim));
    }

    public Shape concat(Shape other) {
        long[] all = Arrays.copyOf(dims, dims.length + other.dims.length);
        System.arraycopy(other.dims, 0, all, dims.length, other.dims.length);
        return new Shape(all);
    }

    /** Whether a tensor of shape {@code other} may stand where this shape is declared: free dimensions match anything. */
    public boolean accepts(Shape other) {
        if (other.dims.length != dims.length) {
            return false;
        }
        for (int i = 0; i < dims.length; i++) {
            if (dims[i] != FREE && other.dims[i] != FREE && dims[i] != other.dims[i]) {
                return false;
            }
        }
        return true;
    }

    @Override
    public boolean equals(Object other) {
        return other instanceof Shape shape && Arrays.equals(dims, shape.dims);
    }

    @Override
    public int hashCode() {
        return Arrays.hashCode(dims);
    }

    /** {@code [1, 28, 28, 3]}, with {@code ?} for a free dimension. */
    @Override
    public String toString() {
        StringBuilder text = new StringBuilder("[");
        for (int i = 0; i < dims.length; i++) {
            text.append(i == 0 ? "" : ", ").append(dims[i] == FREE ? "?" : Long.toString(dims[i]));
        }
        return text.append(']').toString();
    }
}
