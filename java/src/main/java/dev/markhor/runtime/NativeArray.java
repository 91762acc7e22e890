package dev.markhor.runtime;

import dev.markhor.binding.Memory;
import dev.markhor.binding.NativeMemory;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;

/**
 * Elements at a native address.
 *
 * @param owner what must stay reachable for the address to be valid
 */
public record NativeArray(long address, long bytes, Object owner) {
    /** A tensor's own memory, which is off the heap. */
    static NativeArray of(Tensor tensor, Runnable freed) {
        ByteBuffer buffer = tensor.buffer();
        return new NativeArray(Memory.address(buffer), buffer.capacity(), new Lent(buffer, freed));
    }

    static NativeArray of(NativeMemory memory, long bytes) {
        return new NativeArray(memory.address(), bytes, memory);
    }

    /** Memory that goes when it is forgotten; {@code freed} is told when it is not used here any more. */
    private record Lent(ByteBuffer buffer, Runnable freed) {}

    /** Frees memory of its own at once; nothing may use it any more. */
    void free() {
        if (owner instanceof NativeMemory memory) {
            memory.close();
        } else if (owner instanceof Lent lent) {
            lent.freed.run();
        }
    }
}
