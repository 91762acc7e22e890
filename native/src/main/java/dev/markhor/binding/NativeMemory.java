package dev.markhor.binding;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;

/** Memory outside of the Java heap that begins at a multiple of 64; freed by {@link #close}, or when it is forgotten. */
public final class NativeMemory implements AutoCloseable {
    private final long address;
    private final long size;
    private final Cleaner.Cleanable cleanable;

    private NativeMemory(long address, long size, Runnable freed) {
        this.address = address;
        this.size = size;
        cleanable = Forgotten.then(this, () -> {
            KernelLibrary.free(address);
            freed.run();
        });
    }

    /**
     * Allocates {@code size} bytes with arbitrary contents.
     *
     * @throws OutOfMemoryError if the system refuses
     */
    public static NativeMemory allocate(long size) {
        return allocate(size, () -> {});
    }

    /** As {@link #allocate(long)}. @param freed runs once, when the memory has been freed, however that comes; must not lead to it */
    public static NativeMemory allocate(long size, Runnable freed) {
        if (size < 0) {
            throw new IllegalArgumentException("Negative size: " + size);
        }
        Kernels.load();
        long address = KernelLibrary.alloc(size);
        if (address == 0) {
            throw new OutOfMemoryError("No " + size + " bytes of native memory");
        }
        return new NativeMemory(address, size, freed);
    }

    /** The first byte's address; valid while this object is reachable and open. */
    public long address() {
        return address;
    }

    public long size() {
        return size;
    }

    /**
     * A part of the memory as a buffer in native order. It must not outlive this object.
     *
     * @throws IndexOutOfBoundsException if the part is not inside
     */
    public ByteBuffer buffer(long offset, long length) {
        java.util.Objects.checkFromIndexSize(offset, length, size);
        return Memory.view(address + offset, length);
    }

    /** Frees the memory; no later use, no buffer of it, no running program. */
    @Override
    public void close() {
        cleanable.clean();
    }
}
