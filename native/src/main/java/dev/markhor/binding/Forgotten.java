package dev.markhor.binding;

import java.lang.ref.Cleaner;

/** What to do when objects become unreachable; one thread does all of it. */
public final class Forgotten {
    private static final Cleaner CLEANER = Cleaner.create();

    private Forgotten() {}

    /** @param action must not lead to {@code object}, which would never be forgotten then; runs once, by whom it is cleaned first */
    public static Cleaner.Cleanable then(Object object, Runnable action) {
        return CLEANER.register(object, action);
    }
}
