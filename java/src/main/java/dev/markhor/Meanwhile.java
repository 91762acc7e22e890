package dev.markhor;

import java.util.concurrent.ExecutionException;
import java.util.concurrent.FutureTask;
import java.util.concurrent.Semaphore;
import java.util.function.Supplier;

/**
 * Work that a thread of its own does while its maker does something else; or its maker beforehand, if there are many such threads already.
 * Closing waits until it is done, so that nothing it uses is taken away before; who is interrupted while it waits interrupts the work.
 */
final class Meanwhile<T> implements AutoCloseable {
    /** So many of these threads at most: more would find no processor, and thousands of callers may load at once. */
    private static final Semaphore FREE = new Semaphore(Runtime.getRuntime().availableProcessors());

    private final FutureTask<T> task;
    private final Thread thread;

    private Meanwhile(FutureTask<T> task, Thread thread) {
        this.task = task;
        this.thread = thread;
    }

    static <T> Meanwhile<T> start(Supplier<T> work) {
        FutureTask<T> task = new FutureTask<>(work::get);
        if (!FREE.tryAcquire()) {
            task.run();
            return new Meanwhile<>(task, Thread.currentThread());
        }
        Thread thread = new Thread(
                () -> {
                    try {
                        task.run();
                    } finally {
                        FREE.release();
                    }
                },
                "markhor-load");
        thread.setDaemon(true);
        try {
            thread.start();
        } catch (OutOfMemoryError noMoreThreads) {
            FREE.release();
            task.run();
        }
        return new Meanwhile<>(task, thread);
    }

    /** What came out, be it an exception. Waits for it. */
    T result() {
        try {
            return awaited();
        } catch (ExecutionException e) {
            if (e.getCause() instanceof Error error) {
                throw error;
            }
            throw (RuntimeException) e.getCause(); // a supplier throws nothing else
        }
    }

    @Override
    public void close() {
        try {
            awaited();
        } catch (ExecutionException alreadyThrownOrNotAskedFor) {
            // Either result() has told it, or something else went wrong first.
        }
    }

    private T awaited() throws ExecutionException {
        boolean interrupted = false;
        try {
            while (true) {
                try {
                    return task.get();
                } catch (InterruptedException e) {
                    interrupted = true;
                    thread.interrupt();
                }
            }
        } finally {
            if (interrupted) {
                Thread.currentThread().interrupt();
            }
        }
    }
}
