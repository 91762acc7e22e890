package dev.markhor.compile;

/** Turns a task into instructions. */
@FunctionalInterface
interface Lowering {
    void lower(Task task, Emitter emitter);
}
