package dev.markhor.runtime;

import dev.markhor.binding.Memory;
import dev.markhor.binding.NativeMemory;
import dev.markhor.tensor.Buffers;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;

/**
 * Elements at a native address.
 *
 * @param owner what must stay reachable for the address to be valid
 */
public record NativeArray(long address, long bytes, Object owner) {
    /** The tensor's own memory if it is off the heap, else a copy. */
    public static NativeArray of(Tensor tensor) {
        ByteBuffer buffer = tensor.buffer();
        if (!buffer.isDirect()) {
            ByteBuffer copy = Buffers.allocateDirect(buffer.remaining());
            copy.duplicate().put(buffer);
            buffer = copy;
        }
        return new NativeArray(Memory.address(buffer), buffer.capacity(), buffer);
    }

    /** Frees memory of its own at once; nothing may use it any more. That of a tensor goes when it is forgotten. */
    void free() {
        if (owner instanceof NativeMemory memory) {
            memory.close();
        }
    }

    /** Fresh memory with arbitrary contents. */
    public static NativeArray allocate(long bytes) {
        NativeMemory memory = NativeMemory.allocate(Math.max(bytes, 64));
        return new NativeArray(memory.address(), bytes, memory);
    }
}
