package dev.markhor.cli.weights;

import dev.markhor.binding.Memory;
import dev.markhor.binding.NativeBuffers;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Reads one array after the other to the same native memory, so that a comparison takes as much as the largest array, not as the file. */
public final class ValueReader implements AutoCloseable {
    private static final int LEAST = 1 << 16;

    private ByteBuffer memory = NativeBuffers.allocate(LEAST);

    /**
     * The values of an array, until the next one is read.
     *
     * @throws UnsupportedModelException if there is no memory for them
     * @throws dev.markhor.error.MalformedFileException if they are damaged
     */
    public Tensor read(StoredArray array) {
        if (array.dtype() == DType.STRING) {
            return array.read();
        }
        ByteBuffer values = room(array);
        try {
            array.readInto(values);
        } catch (RuntimeException e) {
            memory = NativeBuffers.allocate(
                    LEAST); // other threads may still write to the old one: it is left to the collector
            throw e;
        }
        return Tensor.adopt(array.dtype(), array.shape(), values.clear());
    }

    private ByteBuffer room(StoredArray array) {
        long bytes = array.byteSize();
        if (bytes > memory.capacity()) {
            close();
            try {
                memory = NativeBuffers.allocate(Math.toIntExact(bytes));
            } catch (ArithmeticException | OutOfMemoryError e) {
                memory = NativeBuffers.allocate(LEAST);
                throw new UnsupportedModelException(
                        array.name() + ": an array of " + bytes + " bytes, which does not fit into memory", e);
            }
        }
        ByteBuffer room = memory.slice(0, (int) bytes).order(ByteOrder.nativeOrder());
        Memory.clear(Memory.address(room), bytes); // a file may leave values out
        return room;
    }

    @Override
    public void close() {
        NativeBuffers.free(memory);
    }
}
