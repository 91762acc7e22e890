package dev.markhor.memory;

import java.util.function.Supplier;

/**
 * Several values that are replaced together, or looked at together: nobody sees some old and some new ones. One at a time in the process, as models
 * may share layers, so that nothing which takes long belongs in here: no reading, and no initialiser.
 */
public final class Exchange {
    private static final Object LOCK = new Object();

    private Exchange() {}

    public static <T> T look(Supplier<T> action) {
        synchronized (LOCK) {
            return action.get();
        }
    }

    public static void replace(Runnable action) {
        synchronized (LOCK) {
            action.run();
        }
    }
}
