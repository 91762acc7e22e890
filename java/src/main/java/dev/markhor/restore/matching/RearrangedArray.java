package dev.markhor.restore.matching;

import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.Buffers;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.nio.ByteBuffer;
import java.util.stream.IntStream;

/** A stored array whose elements are put into another order when it is read. Axis {@code i} runs over {@code source}'s axis {@code axes[i]}. */
final class RearrangedArray implements StoredArray {
    private final StoredArray source;
    private final Shape shape;
    private final int[] axes;
    private final boolean[] reversed;

    private RearrangedArray(StoredArray source, Shape shape, int[] axes, boolean[] reversed) {
        this.source = source;
        this.shape = shape;
        this.axes = axes;
        this.reversed = reversed;
    }

    static StoredArray transpose(StoredArray source, int... axes) {
        long[] dims =
                IntStream.of(axes).mapToLong(axis -> source.shape().dim(axis)).toArray();
        return new RearrangedArray(source, Shape.of(dims), axes.clone(), new boolean[axes.length]);
    }

    /** All axes but the last two run backwards. */
    static StoredArray flipSpatial(StoredArray source) {
        int rank = source.shape().rank();
        boolean[] reversed = new boolean[rank];
        java.util.Arrays.fill(reversed, 0, rank - 2, true);
        return new RearrangedArray(
                source, source.shape(), IntStream.range(0, rank).toArray(), reversed);
    }

    /** Without an axis whose size is 1. */
    static StoredArray dropAxis(StoredArray source, int dropped) {
        int[] axes = IntStream.range(0, source.shape().rank())
                .filter(axis -> axis != dropped)
                .toArray();
        if (source.shape().dim(dropped) != 1) {
            return source;
        }
        return transpose(source, axes);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public DType dtype() {
        return source.dtype();
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void readInto(ByteBuffer destination) {
        ByteBuffer values = Buffers.allocate(source.byteSize());
        source.readInto(values);
        int rank = axes.length;
        long[] strides = new long[source.shape().rank()];
        long stride = 1;
        for (int axis = strides.length - 1; axis >= 0; axis--) {
            strides[axis] = stride;
            stride *= source.shape().dim(axis);
        }
        long[] index = new long[rank];
        int width = dtype().bytes();
        byte[] element = new byte[width];
        for (long i = 0, size = shape.size(); i < size; i++) {
            long at = 0;
            for (int axis = 0; axis < rank; axis++) {
                long step = reversed[axis] ? shape.dim(axis) - 1 - index[axis] : index[axis];
                at += step * strides[axes[axis]];
            }
            values.get(Math.toIntExact(at * width), element);
            destination.put(element);
            for (int axis = rank - 1; axis >= 0 && ++index[axis] == shape.dim(axis); axis--) {
                index[axis] = 0;
            }
        }
    }
}
