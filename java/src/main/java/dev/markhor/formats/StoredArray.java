package dev.markhor.formats;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.tensor.Buffers;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;

/** An array in a model file: its type and shape are known, its values are read when asked for. */
public interface StoredArray {
    /** Where it stands in its file, as its format spells it: {@code /dense/dense/kernel:0}. */
    String name();

    DType dtype();

    /** Without free dimensions; rank 0 for a scalar. */
    Shape shape();

    /** Bytes that {@link #readInto} needs; 0 for strings. */
    default long byteSize() {
        return Math.multiplyExact(shape().size(), (long) dtype().bytes());
    }

    /**
     * Reads all values, row-major and in native byte order, to the buffer's position and moves the position behind them.
     *
     * @param destination with at least {@link #byteSize} bytes remaining
     * @throws IllegalArgumentException if the destination is too small
     * @throws IllegalStateException if this array holds strings, or its file is closed
     * @throws dev.markhor.error.MalformedFileException if the values are damaged or the file changed since it was opened
     */
    void readInto(ByteBuffer destination);

    /**
     * All values as a tensor; strings give a string tensor.
     *
     * @throws UnsupportedModelException if the values do not fit into memory
     * @throws dev.markhor.error.MalformedFileException if the values are damaged or the file changed since it was opened
     */
    default Tensor read() {
        ByteBuffer values = allocate();
        readInto(values);
        return Tensor.adopt(dtype(), shape(), values.clear());
    }

    private ByteBuffer allocate() {
        long bytes = byteSize();
        try {
            return Buffers.allocate(bytes);
        } catch (IllegalArgumentException | OutOfMemoryError e) {
            throw new UnsupportedModelException(
                    "array " + name() + " of " + bytes + " bytes does not fit into memory", e);
        }
    }
}
