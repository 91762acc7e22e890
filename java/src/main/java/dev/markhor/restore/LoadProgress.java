package dev.markhor.restore;

/**
 * Told how far loading has come. Threads that read call it, one at a time, so it is to be quick; what it throws ends the loading, and leaves the
 * model as it was.
 */
@FunctionalInterface
public interface LoadProgress {
    /** What is being done. */
    enum Phase {
        /** Layers are made from a configuration. How long that takes is not known before: 0 of 0 bytes. */
        BUILDING,
        /** Values of weights are read. */
        READING
    }

    /**
     * Called as a phase begins, with nothing done, and after each weight.
     *
     * @param done bytes that the weights have in the model's types
     * @param total of all that will be read in this phase
     */
    void progress(Phase phase, long done, long total);
}
