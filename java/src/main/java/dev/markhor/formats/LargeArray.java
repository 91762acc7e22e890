package dev.markhor.formats;

import dev.markhor.binding.Memory;
import dev.markhor.binding.NativeBuffers;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;

/** Reads arrays to memory that can be freed at once, and need not be cleared before: what it takes to read a large array is mostly to take memory. */
public final class LargeArray {
    /** Smaller ones are no matter, and most of these are on the Java heap. */
    public static final long LEAST = 8 << 10;

    private LargeArray() {}

    /**
     * All values as a tensor.
     *
     * @param whole whether {@link StoredArray#readInto} writes every byte, whatever the file holds
     * @throws UnsupportedModelException if the values do not fit into memory
     */
    public static Tensor read(StoredArray array, boolean whole) {
        ByteBuffer values;
        try {
            values = NativeBuffers.allocate(Math.toIntExact(array.byteSize()));
        } catch (ArithmeticException | OutOfMemoryError e) {
            throw new UnsupportedModelException(
                    "array " + array.name() + " of " + array.byteSize() + " bytes does not fit into memory", e);
        }
        if (!whole) {
            Memory.clear(Memory.address(values), values.remaining());
        }
        array.readInto(values); // should it fail, other threads may still write there: not freed here
        return Tensor.adopt(array.dtype(), array.shape(), values.clear());
    }
}
