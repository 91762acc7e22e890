package dev.markhor.runtime;

import dev.markhor.binding.Program;
import dev.markhor.binding.ThreadPool;
import dev.markhor.error.InterruptedCallException;

/** Ends what a thread computes when the thread is interrupted. Programs that take less than some milliseconds are not. */
public final class Interrupts {
    private Interrupts() {}

    /** @throws InterruptedCallException if the thread is interrupted */
    public static void check() {
        if (Thread.currentThread().isInterrupted()) {
            throw stopped();
        }
    }

    /** As {@link Program#run}. @throws InterruptedCallException if it did not run to its end */
    public static void run(Program program, long arena, long table, ThreadPool threads) {
        if (!program.run(arena, table, threads)) {
            throw stopped();
        }
    }

    private static InterruptedCallException stopped() {
        return new InterruptedCallException("this thread was interrupted while the model computed");
    }
}
