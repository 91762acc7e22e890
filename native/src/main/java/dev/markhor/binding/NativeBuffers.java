package dev.markhor.binding;

import java.lang.ref.Cleaner;
import java.nio.ByteBuffer;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicLong;

/**
 * Large buffers that need not begin as zeros: pages are taken when they are written, big ones at a time. Each is freed by {@link #free}, or when it
 * and every slice, duplicate and view of it are forgotten.
 */
public final class NativeBuffers {
    private static final int COLLECTIONS = 9;
    private static final AtomicLong RESERVED = new AtomicLong();
    /** By address, for as long as they are not freed. */
    private static final Map<Long, Cleaner.Cleanable> BUFFERS = new ConcurrentHashMap<>();

    private NativeBuffers() {}

    /**
     * A buffer in native order with arbitrary contents, aligned to 64 bytes.
     *
     * @throws OutOfMemoryError if the system refuses, or all such buffers would have more bytes than {@link MemoryLimit} allows: those that are
     *     forgotten are collected before
     */
    public static ByteBuffer allocate(int bytes) {
        Kernels.load();
        reserve(bytes);
        long address = KernelLibrary.alloc(bytes);
        if (address == 0) {
            RESERVED.addAndGet(-bytes);
            throw new OutOfMemoryError("the system refuses " + MemoryWords.needed(bytes) + " of native memory");
        }
        ByteBuffer buffer = Memory.view(address, bytes);
        Runnable free = () -> {
            BUFFERS.remove(address); // before another buffer may be there
            KernelLibrary.free(address);
            RESERVED.addAndGet(-bytes);
        };
        BUFFERS.put(address, Forgotten.then(buffer, free));
        return buffer;
    }

    /**
     * Frees at once what {@link #allocate} gave; nothing may use it any more, nor any view of it. Other buffers stay as they are.
     *
     * @param buffer as it was given, or a duplicate of it
     */
    public static void free(ByteBuffer buffer) {
        if (buffer.isDirect()) {
            Cleaner.Cleanable cleanable =
                    BUFFERS.get(Memory.address(buffer.duplicate().clear()));
            if (cleanable != null) {
                cleanable.clean();
            }
            java.lang.ref.Reference.reachabilityFence(buffer);
        }
    }

    private static void reserve(int bytes) {
        for (int attempt = 0; !tryReserve(bytes); attempt++) {
            if (attempt == COLLECTIONS) {
                throw new OutOfMemoryError("a native buffer needs " + MemoryWords.needed(bytes) + ", "
                        + MemoryWords.needed(RESERVED.get()) + " are in use by others, the limit of the process is "
                        + MemoryWords.allowed(MemoryLimit.bytes()) + " (" + MemoryLimit.origin() + ")");
            }
            System.gc();
            pause(1L << attempt);
        }
    }

    private static boolean tryReserve(int bytes) {
        long limit = MemoryLimit.bytes();
        long before = RESERVED.get();
        while (before + bytes <= limit) {
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
