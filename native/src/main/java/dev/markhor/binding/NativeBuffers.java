package dev.markhor.binding;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Large buffers that need not begin as zeros: pages are taken when they are written, big ones at a time. Each is freed when it, and every
 * slice, duplicate and view of it, is forgotten.
 */
public final class NativeBuffers {
    private static final Cleaner CLEANER = Cleaner.create();
    /** As for direct buffers, the heap's size is the limit, so that forgotten buffers are collected before memory runs out. */
    private static final long LIMIT = Runtime.getRuntime().maxMemory();

    private static final int COLLECTIONS = 9;
    private static final AtomicLong RESERVED = new AtomicLong();

    private NativeBuffers() {}

    /**
     * A buffer in native order with arbitrary contents, aligned to 64 bytes.
     *
     * @throws OutOfMemoryError if the system refuses, or buffers in use have as many bytes as the heap may have
     */
    public static ByteBuffer allocate(int bytes) {
        Kernels.load();
        reserve(bytes);
        long address = KernelLibrary.alloc(bytes);
        if (address == 0) {
            RESERVED.addAndGet(-bytes);
            throw new OutOfMemoryError("no " + bytes + " bytes of native memory");
        }
        ByteBuffer buffer = Memory.view(address, bytes);
        CLEANER.register(buffer, () -> {
            KernelLibrary.free(address);
            RESERVED.addAndGet(-bytes);
        });
        return buffer;
    }

    private static void reserve(int bytes) {
        for (int attempt = 0; !tryReserve(bytes); attempt++) {
            if (attempt == COLLECTIONS) {
                throw new OutOfMemoryError("native buffers of " + RESERVED.get() + " bytes are in use, " + bytes
                        + " more would exceed " + LIMIT + "; raise -Xmx");
            }
            System.gc();
            pause(1L << attempt);
        }
    }

    private static boolean tryReserve(int bytes) {
        long before = RESERVED.get();
        while (before + bytes <= LIMIT) {
            if (RESERVED.compareAndSet(before, before + bytes)) {
                return true;
            }
            before = RESERVED.get();
        }
        return false;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
