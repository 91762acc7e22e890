package dev.markhor.benchmarks;

/** Something that runs the model: input in, output out, as Java arrays. */
interface Engine extends AutoCloseable {
    String name();

    float[] run(float[] input);

    @Override
    void close();
}
