package dev.markhor.binding;

import static dev.markhor.binding.KernelTester.SIZES;
import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.EnumSet;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class UnaryTest {
    private static final double[] SPECIAL = {
        0.0,
        -0.0,
        Double.NaN,
        Double.POSITIVE_INFINITY,
        Double.NEGATIVE_INFINITY,
        1,
        -1,
        0.5,
        -0.5,
        1.5,
        2.5,
        -2.5,
        88.5,
        88.8,
        -87,
        -103,
        -110,
        3e38,
        -3e38,
        1e-30,
        -1e-30,
        1e-20,
        5e8,
        -5e8,
        8388609,
        0.99999994,
        -0.99999994,
        20,
        21,
        -20,
        6,
        6.0001,
        -3,
        3
    };
    private static final EnumSet<UnaryFunction> PREDICATES =
            EnumSet.range(UnaryFunction.LOGICAL_NOT, UnaryFunction.IS_INF);

    /** Parameters worth testing, {a, b, c}. */
    private static double[][] parameters(UnaryFunction function) {
        double none = Double.POSITIVE_INFINITY;
        return switch (function) {
            case RELU ->
                new double[][] {
                    {0, none, 0}, {0.25, none, 0}, {0, 6, 0}, {0.5, 3, 1}, {0, none, 1.5}, {0.25, none, -0.5}
                };
            case ELU, CELU -> new double[][] {{1, 0, 0}, {0.75, 0, 0}};
            case SOFT_SHRINK, HARD_SHRINK -> new double[][] {{0.5, 0, 0}};
            case SQUAREPLUS -> new double[][] {{4, 0, 0}};
            case THRESHOLD -> new double[][] {{0.5, -7, 0}};
            case CLIP -> new double[][] {{-1.5, 2.25, 0}};
            case AFFINE -> new double[][] {{0.5, -3, 0}};
            default -> new double[][] {{0, 0, 0}};
        };
    }

    @ParameterizedTest
    @EnumSource(UnaryFunction.class)
    void equalsItsTwin(UnaryFunction function) {
        for (double[] p : parameters(function)) {
            for (ElementType type : new ElementType[] {ElementType.F32, ElementType.F64}) {
                for (int size : SIZES) {
                    check(function, type, KernelTester.random(size, -8, 8, size), p);
                }
                check(function, type, KernelTester.random(3000, -100, 100, 5), p);
                double[] special = KernelTester.toDoubles(KernelTester.toFloats(SPECIAL));
                if (function == UnaryFunction.SQUAREPLUS) { // squares: large ones overflow by definition
                    special = Arrays.stream(special)
                            .filter(v -> !(Math.abs(v) > 1e18))
                            .toArray();
                }
                check(function, type, special, p);
            }
        }
    }

    private static void check(UnaryFunction function, ElementType type, double[] x, double[] p) {
        KernelTester tester = new KernelTester();
        long in = tester.reals(type, x);
        boolean predicate = PREDICATES.contains(function);
        long out = tester.output(predicate ? ElementType.BOOL : type, x.length);
        double[] expected = Arrays.stream(x)
                .map(v -> NaiveUnary.apply(function, v, p[0], p[1], p[2]))
                .toArray();
        tester.run(new Unary(function, type, in, out, x.length, p[0], p[1], p[2]), isa -> {
            String message = function + " " + type + " " + isa;
            if (predicate) {
                byte[] actual = tester.bytesOf(out);
                assertArrayEquals(
                        expected,
                        IntStream.range(0, actual.length)
                                .mapToDouble(i -> actual[i])
                                .toArray(),
                        message);
                return;
            }
            double[] actual = tester.realsOf(type, out);
            for (int i = 0; i < x.length; i++) {
                double tolerance = tolerance(function, x[i], type);
                KernelTester.assertClose(
                        new double[] {expected[i]},
                        new double[] {actual[i]},
                        type,
                        4,
                        tolerance,
                        message + " of " + x[i]);
            }
        });
    }

    /** What cancellation in the definition costs, in units of the type's precision. */
    private static double tolerance(UnaryFunction function, double x, ElementType type) {
        double unit = type == ElementType.F64 ? 0x1p-52 : 0x1p-23;
        return switch (function) {
            case ERF -> 8 * 0x1p-52; // the reference is not better
            case SILU, MISH -> Math.abs(x) * Float.MIN_NORMAL; // the exponential may have been flushed
            case GELU, GELU_TANH -> Math.abs(x) < 10 ? 4 * unit * Math.abs(x) : 0;
            case SQUAREPLUS -> 2 * unit * Math.abs(x);
            case TANH_SHRINK -> 4 * unit * Math.min(Math.abs(x), 1);
            case HARD_SIGMOID, HARD_SIGMOID_KERAS2, SPARSE_PLUS, SPARSE_SIGMOID, AFFINE -> 4 * unit;
            case HARD_SILU, RELU -> 4 * unit * Math.max(1, Math.abs(x));
            case CELU -> 16 * unit; // x / alpha is rounded before the exponential
            default -> 0;
        };
    }

    @Test
    void worksInPlace() {
        double[] x = KernelTester.random(67, -3, 3, 1);
        KernelTester tester = new KernelTester();
        long place = tester.reals(ElementType.F32, x);
        double[] expected = Arrays.stream(x).map(Math::exp).toArray();
        tester.run(
                Unary.of(UnaryFunction.EXP, ElementType.F32, place, place, x.length),
                isa -> KernelTester.assertClose(
                        expected, tester.realsOf(ElementType.F32, place), ElementType.F32, 2, 0, isa));
    }

    @Test
    void integers() {
        int[] x = {0, 1, -1, 5, -7, 2000000000, Integer.MIN_VALUE, Integer.MAX_VALUE, 12, -12, 3};
        checkIntegers(
                UnaryFunction.NEGATIVE, x, 0, 0, Arrays.stream(x).map(v -> -v).toArray());
        checkIntegers(
                UnaryFunction.ABSOLUTE, x, 0, 0, Arrays.stream(x).map(Math::abs).toArray());
        checkIntegers(
                UnaryFunction.SQUARE, x, 0, 0, Arrays.stream(x).map(v -> v * v).toArray());
        checkIntegers(
                UnaryFunction.SIGN,
                x,
                0,
                0,
                Arrays.stream(x).map(Integer::signum).toArray());
        checkIntegers(
                UnaryFunction.RELU,
                x,
                0,
                0,
                Arrays.stream(x).map(v -> Math.max(v, 0)).toArray());
        checkIntegers(
                UnaryFunction.CLIP,
                x,
                -3,
                1e300,
                Arrays.stream(x).map(v -> Math.max(v, -3)).toArray());
        checkIntegers(
                UnaryFunction.AFFINE,
                x,
                3,
                -1,
                Arrays.stream(x).map(v -> 3 * v - 1).toArray());
    }

    private static void checkIntegers(UnaryFunction function, int[] x, double a, double b, int[] expected) {
        KernelTester tester = new KernelTester();
        long in = tester.ints(x);
        long out = tester.output(ElementType.I32, x.length);
        tester.run(
                new Unary(function, ElementType.I32, in, out, x.length, a, b, 0),
                isa -> assertArrayEquals(expected, tester.intsOf(out), function + " " + isa));
        KernelTester wide = new KernelTester();
        long longs = wide.longs(Arrays.stream(x).asLongStream().toArray());
        long longOut = wide.output(ElementType.I64, x.length);
        wide.run(new Unary(function, ElementType.I64, longs, longOut, x.length, a, b, 0), isa -> {
            long[] actual = wide.longsOf(longOut);
            for (int i = 0; i < x.length; i++) {
                assertEquals(expected[i], (int) actual[i], function + " I64 of " + x[i] + " " + isa);
            }
        });
    }

    @Test
    void logicalNotOfEveryType() {
        byte[] x = {0, 1, 0, 7, 0, 1, 1, 0, 0};
        KernelTester tester = new KernelTester();
        long in = tester.bytes(x);
        long out = tester.output(ElementType.BOOL, x.length);
        tester.run(
                Unary.of(UnaryFunction.LOGICAL_NOT, ElementType.BOOL, in, out, x.length),
                isa -> assertArrayEquals(new byte[] {1, 0, 1, 0, 1, 0, 0, 1, 1}, tester.bytesOf(out), isa));
    }
}
