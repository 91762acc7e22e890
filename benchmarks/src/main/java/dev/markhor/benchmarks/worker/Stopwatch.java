package dev.markhor.benchmarks.worker;

import dev.markhor.benchmarks.engine.Engine;
import java.util.ArrayList;
import java.util.List;

/** Times calls of one engine. */
final class Stopwatch {
    /** Shorter than this, the clock's own cost would be in the result: several calls are timed as one. */
    private static final double SAMPLE_MILLIS = 0.1;
    /** How long the engine runs untimed first, so that caches are full of its weights and not of another engine's. */
    private static final double SETTLING_MILLIS = 3;
    /** Longer calls fill the caches by themselves. */
    private static final double LONG_CALL_MILLIS = 100;

    private final Engine engine;
    private final float[] input;
    private final int batch;
    private double lastMillis;

    Stopwatch(Engine engine, float[] input, int batch) {
        this.engine = engine;
        this.input = input;
        this.batch = batch;
    }

    float[] output() {
        return engine.run(input, batch);
    }

    /** Runs for so long, once at least. */
    void warm(double millis) {
        long start = System.nanoTime();
        int calls = 0;
        do {
            engine.run(input, batch);
            calls++;
        } while (since(start) < millis);
        lastMillis = since(start) / calls;
    }

    /** Milliseconds of one call, for about so long, once at least. */
    double[] time(double millis) {
        if (lastMillis < LONG_CALL_MILLIS) {
            warm(SETTLING_MILLIS);
        }
        int calls = (int) Math.max(1, Math.ceil(SAMPLE_MILLIS / lastMillis));
        List<Double> samples = new ArrayList<>();
        long begin = System.nanoTime();
        do {
            long start = System.nanoTime();
            for (int call = 0; call < calls; call++) {
                engine.run(input, batch);
            }
            lastMillis = since(start) / calls;
            samples.add(lastMillis);
        } while (since(begin) < millis);
        return samples.stream().mapToDouble(Double::doubleValue).toArray();
    }

    private static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }
}
