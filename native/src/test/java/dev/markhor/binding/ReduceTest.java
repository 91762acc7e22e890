package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class ReduceTest {
    /** outer, reduced, inner */
    private static final int[][] SHAPES = {
        {1, 1, 1},
        {3, 1, 5},
        {5, 3, 1},
        {4, 16, 1},
        {2, 33, 1},
        {3, 67, 1},
        {2, 4098, 1},
        {2, 9, 3},
        {1, 49, 67},
        {3, 17, 16},
        {1, 300, 31},
        {2, 13, 130},
        {1, 4098, 6},
        {7, 2, 4},
        {1, 200, 200}
    };

    private static double fold(ReduceFunction function, double[] column) {
        return switch (function) {
            case SUM -> Arrays.stream(column).sum();
            case MEAN -> Arrays.stream(column).sum() / column.length;
            case MAX -> Arrays.stream(column).reduce(Double.NEGATIVE_INFINITY, Math::max);
            case MIN -> Arrays.stream(column).reduce(Double.POSITIVE_INFINITY, Math::min);
            case PRODUCT -> Arrays.stream(column).reduce(1, (a, b) -> a * b);
            case ANY -> Arrays.stream(column).anyMatch(v -> v != 0) ? 1 : 0;
            case ALL -> Arrays.stream(column).allMatch(v -> v != 0) ? 1 : 0;
            case ARGMAX -> first(column, fold(ReduceFunction.MAX, column));
            case ARGMIN -> first(column, fold(ReduceFunction.MIN, column));
        };
    }

    private static int first(double[] column, double value) {
        int i = 0;
        while (Double.compare(column[i], value) != 0) {
            i++;
        }
        return i;
    }

    private static double[] expected(ReduceFunction function, double[] x, int[] shape) {
        double[] y = new double[shape[0] * shape[2]];
        for (int o = 0; o < shape[0]; o++) {
            for (int i = 0; i < shape[2]; i++) {
                double[] column = new double[shape[1]];
                for (int r = 0; r < shape[1]; r++) {
                    column[r] = x[(o * shape[1] + r) * shape[2] + i];
                }
                y[o * shape[2] + i] = fold(function, column);
            }
        }
        return y;
    }

    private static void check(ReduceFunction function, ElementType type, double[] x, int[] shape) {
        boolean index = function == ReduceFunction.ARGMAX || function == ReduceFunction.ARGMIN;
        KernelTester tester = new KernelTester();
        long in = tester.reals(type, x);
        long out = tester.output(index ? ElementType.I32 : type, (long) shape[0] * shape[2]);
        double[] expected = expected(function, x, shape);
        tester.run(new Reduce(function, type, in, out, shape[0], shape[1], shape[2]), isa -> {
            String message = function + " " + type + " " + Arrays.toString(shape) + " " + isa;
            if (index) {
                int[] actual = tester.intsOf(out);
                assertArrayEquals(
                        expected, Arrays.stream(actual).asDoubleStream().toArray(), message);
                return;
            }
            double unit = type == ElementType.F64 ? 0x1p-52 : 0x1p-23;
            double absolute = switch (function) {
                case SUM -> unit * 2 * Math.sqrt(shape[1]) * 4;
                case MEAN -> unit * 2 * 4;
                default -> 0;
            };
            double ulps = function == ReduceFunction.PRODUCT ? 2 * shape[1] : 2;
            KernelTester.assertClose(expected, tester.realsOf(type, out), type, ulps, absolute, message);
        });
    }

    @ParameterizedTest
    @EnumSource(
            value = ReduceFunction.class,
            names = {"ANY", "ALL"},
            mode = EnumSource.Mode.EXCLUDE)
    void realsEqualTheirTwin(ReduceFunction function) {
        for (ElementType type : new ElementType[] {ElementType.F32, ElementType.F64}) {
            for (int[] shape : SHAPES) {
                boolean product = function == ReduceFunction.PRODUCT;
                int count = shape[0] * shape[1] * shape[2];
                double[] x = KernelTester.random(count, product ? 0.9 : -1, product ? 1.1 : 1, 3);
                if (function == ReduceFunction.ARGMAX || function == ReduceFunction.ARGMIN) { // several equal ones
                    x = Arrays.stream(x).map(v -> Math.rint(v * 8)).toArray();
                }
                check(function, type, x, shape);
            }
        }
    }

    @Test
    void aNaNIsLargestSmallestAndEverySum() {
        int[][] shapes = {{1, 40, 1}, {1, 5, 3}, {1, 40, 33}};
        for (int[] shape : shapes) {
            int count = shape[1] * shape[2];
            double[] x = KernelTester.random(count, -1, 1, 1);
            x[count / 2] = Double.NaN;
            for (ReduceFunction function : ReduceFunction.values()) {
                if (function != ReduceFunction.ANY && function != ReduceFunction.ALL) {
                    check(function, ElementType.F32, x, shape);
                    check(function, ElementType.F64, x, shape);
                }
            }
        }
    }

    @Test
    void logical() {
        Random random = new Random(1);
        for (int[] shape : SHAPES) {
            byte[] x = new byte[shape[0] * shape[1] * shape[2]];
            for (int i = 0; i < x.length; i++) {
                x[i] = (byte) (random.nextInt(Math.max(2, shape[1])) == 0 ? 1 : 0);
            }
            double[] values = new double[x.length];
            double[] opposite = new double[x.length];
            byte[] flipped = new byte[x.length];
            for (int i = 0; i < x.length; i++) {
                values[i] = x[i];
                opposite[i] = flipped[i] = (byte) (1 - x[i]);
            }
            checkLogical(ReduceFunction.ANY, x, expected(ReduceFunction.ANY, values, shape), shape);
            checkLogical(ReduceFunction.ALL, flipped, expected(ReduceFunction.ALL, opposite, shape), shape);
        }
    }

    private static void checkLogical(ReduceFunction function, byte[] x, double[] expected, int[] shape) {
        KernelTester tester = new KernelTester();
        long in = tester.bytes(x);
        long out = tester.output(ElementType.BOOL, expected.length);
        tester.run(new Reduce(function, ElementType.BOOL, in, out, shape[0], shape[1], shape[2]), isa -> {
            byte[] actual = tester.bytesOf(out);
            for (int i = 0; i < actual.length; i++) {
                assertEquals((byte) expected[i], actual[i], function + " " + Arrays.toString(shape) + " " + isa);
            }
        });
    }

    @Test
    void integers() {
        int[] x = {5, -3, 2000000000, 2000000000, -7, 1};
        KernelTester tester = new KernelTester();
        long in = tester.ints(x);
        long out = tester.output(ElementType.I32, 2);
        int[][] expected = {{5 + 2000000000 - 7, -3 + 2000000000 + 1}, {}, {2000000000, 2000000000}, {-7, -3}};
        for (ReduceFunction function :
                new ReduceFunction[] {ReduceFunction.SUM, ReduceFunction.MAX, ReduceFunction.MIN}) {
            int[] want = expected[function.ordinal()];
            tester.run(
                    new Reduce(function, ElementType.I32, in, out, 1, 3, 2),
                    isa -> assertArrayEquals(want, tester.intsOf(out), function + " " + isa));
        }
        KernelTester wide = new KernelTester();
        long longs = wide.longs(1, 2, 3, 4, 5, 6);
        long sums = wide.output(ElementType.I64, 2);
        wide.run(
                new Reduce(ReduceFunction.PRODUCT, ElementType.I64, longs, sums, 2, 3, 1),
                isa -> assertArrayEquals(new long[] {6, 120}, wide.longsOf(sums), isa));
    }

    /** A float32 sum that loses nothing to speak of over a million elements. */
    @Test
    void longSumsAreExact() {
        int count = 1 << 20;
        double[] x = KernelTester.random(count, 0, 1, 9);
        double sum = Arrays.stream(x).sum();
        KernelTester tester = new KernelTester();
        long in = tester.reals(ElementType.F32, x);
        long out = tester.output(ElementType.F32, 1);
        tester.run(
                new Reduce(ReduceFunction.SUM, ElementType.F32, in, out, 1, count, 1),
                isa -> assertEquals(sum, tester.floatsOf(out)[0], sum * 1e-6, isa));
        long columns = tester.output(ElementType.F32, 2);
        tester.run(new Reduce(ReduceFunction.SUM, ElementType.F32, in, columns, 1, count / 2, 2), isa -> {
            float[] sums = tester.floatsOf(columns);
            assertEquals(sum, (double) sums[0] + sums[1], sum * 1e-6, isa);
        });
    }
}
