package dev.markhor.benchmarks.worker;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.markhor.execution.Backend;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.layers.Conv2D;
import dev.markhor.layers.Dense;
import dev.markhor.layers.LSTM;
import dev.markhor.layers.MaxPooling2D;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/**
 * Single kernels of Markhor that the suite's models show only among others, on one thread and one sample, by models made for it: what bounds
 * them is one number of the machine. Prints a list of {@link Probe} as JSON.
 */
public final class Probes {
    /** Units of layers whose weights live in the second and third level of caches, and in memory, of most machines. */
    private static final int[] DENSE = {384, 1024, 4096};

    private static final int[] LSTM_UNITS = {128, 512};
    private static final int STEPS = 100;
    private static final int FEATURES = 8;
    /** Of VGG16: how many convolutions of how many channels come before each pooling. */
    private static final int[][] VGG16 = {{2, 64}, {2, 128}, {3, 256}, {3, 512}, {3, 512}};

    private static final int PIXELS = 224;
    private static final int KERNEL = 3;
    private static final double FLOAT_BYTES = 4;

    /**
     * @param operations floating-point operations, 0 if reading is what counts
     * @param bytes of weights that are read once
     * @param millis the least time
     */
    public record Probe(String what, double operations, double bytes, double millis) {}

    private Probes() {}

    /** @param words milliseconds for each */
    public static void main(String... words) throws IOException {
        double millis = Double.parseDouble(words[0]);
        List<Probe> probes = new ArrayList<>(List.of(vgg16(millis)));
        for (int units : DENSE) {
            double bytes = FLOAT_BYTES * units * units;
            probes.add(new Probe(
                    "Dense " + units + " x " + units, 0, bytes, least(millis, new long[] {units}, new Dense(units))));
        }
        for (int units : LSTM_UNITS) {
            double once = least(millis, new long[] {STEPS, FEATURES}, new LSTM(units));
            double twice = least(millis, new long[] {2 * STEPS, FEATURES}, new LSTM(units));
            double bytes = FLOAT_BYTES * units * 4 * units;
            probes.add(new Probe("LSTM " + units + ", one step", 0, bytes, (twice - once) / STEPS));
        }
        new JsonMapper().writeValue(System.out, probes);
    }

    private static Probe vgg16(double millis) {
        List<Layer> layers = new ArrayList<>();
        double operations = 0;
        int channels = 3;
        int pixels = PIXELS;
        for (int[] block : VGG16) {
            for (int i = 0; i < block[0]; i++) {
                layers.add(new Conv2D(block[1], KERNEL, KERNEL).padding("same").activation("relu"));
                operations += 2.0 * pixels * pixels * KERNEL * KERNEL * channels * block[1];
                channels = block[1];
            }
            layers.add(new MaxPooling2D(2));
            pixels /= 2;
        }
        double least = least(millis, new long[] {PIXELS, PIXELS, 3}, layers.toArray(Layer[]::new));
        return new Probe("VGG16's convolutions", operations, 0, least);
    }

    /** Milliseconds of the fastest call. */
    private static double least(double millis, long[] sample, Layer... layers) {
        try (Model model = new Sequential(Input.of(sample), layers)) {
            model.setExecution(new ExecutionOptions(1, Backend.NATIVE));
            long size = 1;
            for (long dim : sample) {
                size *= dim;
            }
            float[] input = new float[(int) size];
            for (int i = 0; i < input.length; i++) {
                input[i] = (i % 17 - 8) / 8f;
            }
            long[] shape = new long[sample.length + 1];
            shape[0] = 1;
            System.arraycopy(sample, 0, shape, 1, sample.length);
            float[] output =
                    model.predict(dev.markhor.tensor.Tensor.of(input, shape)).toFloatArray();
            double least = Double.POSITIVE_INFINITY;
            long begin = System.nanoTime();
            long end;
            do {
                long start = System.nanoTime();
                model.predict(input, output);
                end = System.nanoTime();
                least = Math.min(least, (end - start) / 1e6);
            } while ((end - begin) / 1e6 < millis);
            return least;
        }
    }
}
