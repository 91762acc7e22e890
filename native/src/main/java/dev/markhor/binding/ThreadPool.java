package dev.markhor.binding;

import java.lang.ref.Cleaner;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * Threads that help running programs. Any number of callers may use a pool at once: each leases threads that are idle, never
 * more in all than the pool has, and returns them at the end of its call. Results do not depend on the number of threads. The threads end when
 * the pool is closed or forgotten.
 */
public final class ThreadPool implements AutoCloseable {
    private static final int CLOSED = Integer.MIN_VALUE;

    private final long address;
    private final AtomicInteger calls = new AtomicInteger();
    private final Cleaner.Cleanable threads;

    private ThreadPool(long address) {
        this.address = address;
        threads = Forgotten.then(this, () -> KernelLibrary.closePool(address));
    }

    /**
     * A pool of {@code threads} threads, the calling one included, so 1 starts none.
     *
     * @throws IllegalArgumentException if {@code threads} is less than 1
     */
    public static ThreadPool create(int threads) {
        if (threads < 1) {
            throw new IllegalArgumentException("A pool needs at least one thread, not " + threads);
        }
        Kernels.load();
        long address = KernelLibrary.createPool(threads);
        if (address == 0) {
            throw new OutOfMemoryError("No memory for a pool of " + threads + " threads");
        }
        return new ThreadPool(address);
    }

    /** A pool with a thread for each processor that the JVM may use. */
    public static ThreadPool create() {
        return create(Runtime.getRuntime().availableProcessors());
    }

    /** The number of threads a call can have, its caller included. */
    public int threads() {
        long pool = enter();
        try {
            return KernelLibrary.poolThreads(pool);
        } finally {
            leave();
        }
    }

    /** The native pool, valid until {@link #leave}. */
    long enter() {
        if (calls.incrementAndGet() < 0) {
            calls.decrementAndGet();
            throw new IllegalStateException("The thread pool is closed");
        }
        return address;
    }

    void leave() {
        if (calls.decrementAndGet() == CLOSED) {
            threads.clean();
        }
    }

    /** Ends the threads, after the calls in flight; later calls fail. */
    @Override
    public void close() {
        int now;
        do {
            now = calls.get();
            if (now < 0) {
                return;
            }
        } while (!calls.compareAndSet(now, now + CLOSED));
        if (now == 0) {
            threads.clean();
        }
    }
}
