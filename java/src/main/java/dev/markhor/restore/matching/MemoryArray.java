package dev.markhor.restore.matching;

import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;

/** A value that is in memory already. */
record MemoryArray(String name, Tensor tensor) implements StoredArray {
    @Override
    public DType dtype() {
        return tensor.dtype();
    }

    @Override
    public Shape shape() {
        return tensor.shape();
    }

    @Override
    public void readInto(ByteBuffer destination) {
        destination.put(tensor.buffer());
    }

    @Override
    public Tensor read() {
        return tensor;
    }
}
