package dev.markhor.benchmarks.engine;

/** A model that an engine has opened: input in, output out, as Java arrays. Safe for several callers at once. */
public interface Engine extends AutoCloseable {
    /**
     * Does what the first call with this size would otherwise do before it runs: compile, pack weights. Runs nothing; nothing to do for engines
     * that did it on opening.
     */
    default void prepare(int batch) {}

    /**
     * @param input {@code batch} samples
     * @return the first output, all samples of it
     */
    float[] run(float[] input, int batch);

    @Override
    void close();
}
