package dev.markhor.restore.matching;

import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/** An array whose values are computed from those of a stored one when it is read. */
record ComputedArray(StoredArray source, Shape shape, UnaryOperator<double[]> function) implements StoredArray {
    @Override
    public String name() {
        return source.name();
    }

    @Override
    public DType dtype() {
        return source.dtype();
    }

    @Override
    public void readInto(ByteBuffer destination) {
        double[] values = function.apply(source.read().toDoubleArray());
        destination.put(Tensor.of(values, values.length).cast(dtype()).buffer().duplicate());
    }
}
