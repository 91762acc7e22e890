package dev.markhor.benchmarks;

import dev.markhor.benchmarks.engine.Engine;
import dev.markhor.benchmarks.engine.MarkhorEngine;
import dev.markhor.benchmarks.engine.OnnxEngine;
import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.execution.Backend;
import dev.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;

/** A Keras file beside the ONNX file made from it, in one process, taking turns. */
final class SideBySide {
    private static final int CALLS = 5;
    private static final long SETTLING_NANOS = 20_000_000;
    private static final double TOLERANCE = 1e-3;

    private SideBySide() {}

    /** Exits with 2 if the arguments are wrong, with 1 if the engines do not agree. */
    static void main(String... words) throws InterruptedException {
        if (Arrays.asList(words).contains("--help")) {
            System.out.print(Arguments.USAGE);
            return;
        }
        try {
            if (!run(Arguments.parse(words))) {
                System.exit(1);
            }
        } catch (IllegalArgumentException | MalformedFileException | UnsupportedModelException e) {
            System.err.println("side-by-side: " + e.getMessage());
            System.err.println("side-by-side: --help tells what it takes");
            System.exit(2);
        }
    }

    private static boolean run(Arguments arguments) throws InterruptedException {
        int threads = arguments.threads();
        int batch = arguments.batch();
        try (MarkhorEngine ours = MarkhorEngine.open(arguments.keras(), threads, Backend.NATIVE);
                MarkhorEngine blas = MarkhorEngine.open(arguments.keras(), threads, Backend.OPENBLAS);
                OnnxEngine onnx = OnnxEngine.open(arguments.onnx(), ours.sample(), threads)) {
            Shape shape = ours.shape(batch);
            System.out.println(arguments.keras().getFileName() + ", input " + shape + ", threads " + threads);
            float[] input = new float[Math.toIntExact(shape.size())];
            Random random = new Random(1);
            for (int i = 0; i < input.length; i++) {
                input[i] = random.nextFloat();
            }
            List<Engine> engines = List.of(ours, blas, onnx);
            boolean agree = agree(engines, onnx.run(input, batch), input, batch);
            if (agree) {
                print(time(engines, input, batch, arguments.turns()));
            }
            return agree;
        }
    }

    /** Nothing is timed before all engines compute the same. */
    private static boolean agree(List<Engine> engines, float[] expected, float[] input, int batch) {
        double scale = TOLERANCE;
        for (float value : expected) {
            scale = Math.max(scale, Math.abs(value));
        }
        boolean agree = true;
        for (Engine engine : engines) {
            float[] output = engine.run(input, batch);
            double worst = output.length == expected.length ? 0 : Double.POSITIVE_INFINITY;
            for (int i = 0; i < expected.length && i < output.length; i++) {
                worst = Math.max(worst, Math.abs(output[i] - expected[i]));
            }
            if (!(worst / scale < TOLERANCE)) {
                System.err.printf(
                        Locale.ROOT,
                        "%s does not agree with %s: difference %.1e%n",
                        engine.name(),
                        OnnxEngine.NAME,
                        worst / scale);
                agree = false;
            }
        }
        return agree;
    }

    /** Milliseconds of each call, by engine. */
    private static Map<String, double[]> time(List<Engine> engines, float[] input, int batch, int turns)
            throws InterruptedException {
        Map<String, double[]> times = new LinkedHashMap<>();
        engines.forEach(engine -> times.put(engine.name(), new double[turns * CALLS]));
        for (int turn = -2; turn < turns; turn++) {
            for (Engine engine : engines) {
                settle(engine, input, batch);
                for (int call = 0; call < CALLS; call++) {
                    long start = System.nanoTime();
                    engine.run(input, batch);
                    double millis = (System.nanoTime() - start) / 1e6;
                    if (turn >= 0) {
                        times.get(engine.name())[turn * CALLS + call] = millis;
                    }
                }
            }
        }
        return times;
    }

    /** Threads of the engine before spin for a while, and caches are full of its weights. */
    private static void settle(Engine engine, float[] input, int batch) throws InterruptedException {
        Thread.sleep(SETTLING_NANOS / 1_000_000);
        long start = System.nanoTime();
        do {
            engine.run(input, batch);
        } while (System.nanoTime() - start < SETTLING_NANOS);
    }

    private static void print(Map<String, double[]> times) {
        times.values().forEach(Arrays::sort);
        double peer = median(times.get(OnnxEngine.NAME));
        System.out.printf("%-26s %12s %12s %12s %20s%n", "", "median ms", "min ms", "p99 ms", "time / onnxruntime");
        times.forEach((name, sorted) -> System.out.printf(
                Locale.ROOT,
                "%-26s %12.4f %12.4f %12.4f %20.2f%n",
                name,
                median(sorted),
                sorted[0],
                sorted[(int) Math.ceil(0.99 * sorted.length) - 1],
                median(sorted) / peer));
    }

    private static double median(double[] sorted) {
        return sorted[sorted.length / 2];
    }
}
