package dev.markhor.tensor;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;

/** Memory for tensors: off the heap and aligned for vector loads when large, on the heap when a direct buffer would cost more. */
public final class Buffers {
    private static final int ALIGNMENT = 64;
    private static final int LARGEST_ON_HEAP = 4096;

    private Buffers() {}

    /**
     * A zeroed buffer in native byte order.
     *
     * @throws IllegalArgumentException if {@code bytes} exceeds what one buffer can hold (2 GiB)
     */
    public static ByteBuffer allocate(long bytes) {
        if (bytes > LARGEST_ON_HEAP) {
            return allocateDirect(bytes);
        }
        return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    /** As {@link #allocate}, always off the heap and aligned to 64 bytes. */
    public static ByteBuffer allocateDirect(long bytes) {
        if (bytes > Integer.MAX_VALUE - 2 * ALIGNMENT) {
            throw new IllegalArgumentException("a tensor of " + bytes + " bytes exceeds the limit of 2 GiB");
        }
        // alignedSlice cuts both ends to multiples of the alignment.
        ByteBuffer padded = ByteBuffer.allocateDirect((int) bytes + 2 * ALIGNMENT);
        ByteBuffer aligned = padded.alignedSlice(ALIGNMENT);
        return aligned.slice(0, (int) bytes).order(ByteOrder.nativeOrder());
    }
}
