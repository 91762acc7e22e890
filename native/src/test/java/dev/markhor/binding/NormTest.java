package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import org.junit.jupiter.api.Test;

class NormTest {
    private static final ElementType[] TYPES = {ElementType.F32, ElementType.F64};
    /** outer, axis, inner */
    private static final int[][] SHAPES = {
        {1, 1, 1},
        {3, 4, 1},
        {5, 10, 1},
        {2, 33, 1},
        {7, 67, 1},
        {2, 4098, 1},
        {2, 5, 3},
        {1, 13, 16},
        {2, 17, 31},
        {3, 6, 67}
    };

    @Test
    void softmax() {
        for (ElementType type : TYPES) {
            for (int[] shape : SHAPES) {
                for (boolean logarithm : new boolean[] {false, true}) {
                    double[] x = KernelTester.random(shape[0] * shape[1] * shape[2], -20, 20, 1);
                    x[0] = 300; // far above the others: e^x would overflow
                    double[] expected = softmax(x, shape, logarithm);
                    double absolute = type == ElementType.F64 ? 1e-12 : logarithm ? 4e-5 : 1e-7;
                    KernelTester tester = new KernelTester();
                    long in = tester.reals(type, x);
                    long out = tester.output(type, x.length);
                    tester.run(
                            new Softmax(logarithm, type, in, out, shape[0], shape[1], shape[2]),
                            isa -> KernelTester.assertClose(
                                    expected,
                                    tester.realsOf(type, out),
                                    type,
                                    16,
                                    absolute,
                                    Arrays.toString(shape) + isa));
                    KernelTester inPlace = new KernelTester();
                    long place = inPlace.reals(type, x);
                    inPlace.run(
                            new Softmax(logarithm, type, place, place, shape[0], shape[1], shape[2]),
                            isa -> KernelTester.assertClose(
                                    expected, inPlace.realsOf(type, place), type, 16, absolute, "in place " + isa));
                }
            }
        }
    }

    private static double[] softmax(double[] x, int[] shape, boolean logarithm) {
        double[] y = new double[x.length];
        for (int o = 0; o < shape[0]; o++) {
            for (int i = 0; i < shape[2]; i++) {
                int first = o * shape[1] * shape[2] + i;
                double top = Double.NEGATIVE_INFINITY;
                double sum = 0;
                for (int k = 0; k < shape[1]; k++) {
                    top = Math.max(top, x[first + k * shape[2]]);
                }
                for (int k = 0; k < shape[1]; k++) {
                    sum += Math.exp(x[first + k * shape[2]] - top);
                }
                for (int k = 0; k < shape[1]; k++) {
                    double d = x[first + k * shape[2]] - top;
                    y[first + k * shape[2]] = logarithm ? d - Math.log(sum) : Math.exp(d) / sum;
                }
            }
        }
        return y;
    }

    @Test
    void aMaskedSoftmaxIsZeroThere() {
        KernelTester tester = new KernelTester();
        long x = tester.floats(1, -1e9f, 2, Float.NEGATIVE_INFINITY, -1e9f);
        long y = tester.output(ElementType.F32, 5);
        tester.run(new Softmax(false, ElementType.F32, x, y, 1, 5, 1), isa -> {
            float[] actual = tester.floatsOf(y);
            assertEquals(0.26894143f, actual[0], 1e-7f, isa);
            assertEquals(0, actual[1], isa);
            assertEquals(0.73105857f, actual[2], 1e-7f, isa);
            assertEquals(0, actual[3], isa);
        });
    }

    @Test
    void layerNorm() {
        for (ElementType type : TYPES) {
            for (int n : KernelTester.SIZES) {
                for (boolean rms : new boolean[] {false, true}) {
                    checkLayerNorm(type, 3, n, rms, 0, true, true);
                    checkLayerNorm(type, 2, n, rms, 0, n % 2 == 0, n % 2 == 1);
                }
            }
        }
    }

    /** Mean and variance are not lost next to a large offset. */
    @Test
    void layerNormFarFromZero() {
        for (int n : new int[] {16, 33, 4098}) {
            checkLayerNorm(ElementType.F32, 2, n, false, 10000, true, true);
        }
    }

    private static void checkLayerNorm(
            ElementType type, int rows, int n, boolean rms, double offset, boolean scaled, boolean shifted) {
        double[] x = Arrays.stream(KernelTester.random(rows * n, -1, 1, n))
                .map(v -> (float) (v + offset))
                .toArray();
        double[] gamma = KernelTester.random(n, 0.5, 1.5, 2);
        double[] beta = KernelTester.random(n, -1, 1, 3);
        double epsilon = 1e-3;
        double[] expected = new double[x.length];
        for (int r = 0; r < rows; r++) {
            double[] row = Arrays.copyOfRange(x, r * n, r * n + n);
            double mean = rms ? 0 : Arrays.stream(row).average().orElse(0);
            double square = Arrays.stream(row)
                    .map(v -> (v - mean) * (v - mean))
                    .average()
                    .orElse(0);
            for (int i = 0; i < n; i++) {
                expected[r * n + i] = (row[i] - mean) / Math.sqrt(square + epsilon) * (scaled ? gamma[i] : 1)
                        + (shifted ? beta[i] : 0);
            }
        }
        KernelTester tester = new KernelTester();
        long in = tester.reals(type, x);
        long g = scaled ? tester.reals(type, gamma) : Operand.NONE;
        long b = shifted ? tester.reals(type, beta) : Operand.NONE;
        long out = tester.output(type, x.length);
        tester.run(
                new LayerNorm(rms, type, in, out, g, b, rows, n, epsilon),
                isa -> KernelTester.assertClose(
                        expected,
                        tester.realsOf(type, out),
                        type,
                        4,
                        type == ElementType.F64 ? 1e-13 : 2e-6,
                        n + " " + isa));
    }

    @Test
    void channelAffine() {
        for (ElementType type : TYPES) {
            for (int channels : KernelTester.SIZES) {
                for (int rows : new int[] {1, 7, 50}) {
                    checkAffine(type, Clamp.NONE, rows, channels, true);
                    checkAffine(type, Clamp.NONE, rows, channels, false);
                }
                checkAffine(ElementType.F32, Clamp.RELU, 9, channels, true);
                checkAffine(ElementType.F32, Clamp.RELU6, 9, channels, true);
            }
        }
    }

    private static void checkAffine(ElementType type, Clamp clamp, int rows, int channels, boolean shifted) {
        double[] x = KernelTester.random(rows * channels, -5, 5, 1);
        double[] scale = KernelTester.random(channels, -2, 2, 2);
        double[] shift = KernelTester.random(channels, -2, 2, 3);
        double[] expected = new double[x.length];
        for (int i = 0; i < x.length; i++) {
            double v = x[i] * scale[i % channels] + (shifted ? shift[i % channels] : 0);
            v = clamp == Clamp.NONE ? v : Math.max(v, 0);
            expected[i] = clamp == Clamp.RELU6 ? Math.min(v, 6) : v;
        }
        KernelTester tester = new KernelTester();
        long in = tester.reals(type, x);
        long a = tester.reals(type, scale);
        long b = shifted ? tester.reals(type, shift) : Operand.NONE;
        long out = tester.output(type, x.length);
        tester.run(
                new ChannelAffine(type, clamp, in, out, a, b, rows, channels),
                isa -> KernelTester.assertClose(
                        expected,
                        tester.realsOf(type, out),
                        type,
                        2,
                        type == ElementType.F64 ? 1e-14 : 2e-6,
                        channels + isa));
    }
}
