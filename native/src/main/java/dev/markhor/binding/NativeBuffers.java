package dev.markhor.binding;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.concurrent.atomic.AtomicBoolean;
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
    /** Forgotten bytes are looked for before those in use become as many as this. */
    private static final long MANY = 256L << 20;

    private static final int PAUSES = 4;
    private static final AtomicLong RESERVED = new AtomicLong();
    private static final AtomicBoolean FORGOTTEN = new AtomicBoolean();

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

    /**
     * Tells that what had large buffers was closed: their memory is freed when the last reference is gone, but nothing else than this would
     * make the collector look for it before the limit is reached. The next large allocation does, once.
     */
    public static void mayBeForgotten() {
        FORGOTTEN.set(true);
    }

    private static void reserve(int bytes) {
        long before = RESERVED.get();
        if (before + bytes > MANY && FORGOTTEN.compareAndSet(true, false)) {
            System.gc();
            for (int i = 0; i < PAUSES && RESERVED.get() == before; i++) {
                pause(1L << i);
            }
        }
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
