package dev.markhor.runtime;

import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicReferenceArray;
import java.util.function.Consumer;

/** Workspaces that wait for the next call. A thread finds the one it gave back, mostly, without a lock and without taking memory. */
final class Workspaces {
    private static final int SLOTS =
            Integer.highestOneBit(4 * Runtime.getRuntime().availableProcessors());

    private final AtomicReferenceArray<Workspace> slots = new AtomicReferenceArray<>(SLOTS);
    private final ConcurrentLinkedQueue<Workspace> others = new ConcurrentLinkedQueue<>();

    private static int slot() {
        return (int) Thread.currentThread().getId() & SLOTS - 1;
    }

    /** One that nobody uses, or null. */
    Workspace take() {
        Workspace own = slots.getAndSet(slot(), null);
        return own != null ? own : others.poll();
    }

    /** Takes all that nobody uses. */
    void drain(Consumer<? super Workspace> action) {
        for (int i = 0; i < SLOTS; i++) {
            Workspace own = slots.getAndSet(i, null);
            if (own != null) {
                action.accept(own);
            }
        }
        for (Workspace other; (other = others.poll()) != null; ) {
            action.accept(other);
        }
    }

    void give(Workspace workspace) {
        if (!slots.compareAndSet(slot(), null, workspace)) {
            others.add(workspace);
        }
    }
}
