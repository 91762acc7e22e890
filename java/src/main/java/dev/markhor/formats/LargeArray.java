package dev.markhor.formats;

import dev.markhor.binding.NativeBuffers;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;

/**
 * Reads arrays to memory that was not cleared before: what it takes to read a large array is mostly to take memory. Only for arrays
 * whose {@link StoredArray#readInto} writes every byte, whatever the file holds.
 */
public final class LargeArray {
    /** From so many bytes on it pays. */
    public static final long LEAST = 1 << 20;

    private LargeArray() {}

    /** @throws UnsupportedModelException if the values do not fit into memory */
    public static Tensor read(StoredArray array) {
        ByteBuffer values;
        try {
            values = NativeBuffers.allocate(Math.toIntExact(array.byteSize()));
        } catch (ArithmeticException | OutOfMemoryError e) {
            throw new UnsupportedModelException(
                    "array " + array.name() + " of " + array.byteSize() + " bytes does not fit into memory", e);
        }
        array.readInto(values);
        return Tensor.adopt(array.dtype(), array.shape(), values.clear());
    }
}
