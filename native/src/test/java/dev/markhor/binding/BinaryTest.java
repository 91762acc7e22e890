package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

class BinaryTest {
    /** Pairs of shapes that go together. */
    private static final long[][][] SHAPES = {
        {{1}, {1}},
        {{3}, {3}},
        {{17}, {1}},
        {{1}, {33}},
        {{4098}, {4098}},
        {{5, 3}, {3}},
        {{3}, {7, 3}},
        {{9, 67}, {67}},
        {{300, 16}, {16}},
        {{16}, {300, 16}},
        {{6, 31}, {6, 1}},
        {{6, 1}, {6, 31}},
        {{6, 1}, {1, 13}},
        {{2, 3, 4, 5}, {3, 1, 5}},
        {{2, 1, 4, 1, 3, 2}, {1, 3, 1, 5, 1, 2}},
        {{2, 3, 1}, {2, 1, 4}},
        {{}, {5}},
        {{}, {}},
        {{2, 200, 130}, {130}}
    };

    static double apply(BinaryFunction function, double a, double b) {
        return switch (function) {
            case ADD -> a + b;
            case SUBTRACT -> a - b;
            case MULTIPLY -> a * b;
            case DIVIDE -> a / b;
            case MAXIMUM -> Math.max(a, b);
            case MINIMUM -> Math.min(a, b);
            case POWER -> Math.pow(a, b);
            case SQUARED_DIFFERENCE -> (a - b) * (a - b);
            case FLOOR_DIVIDE -> Math.floor(a / b);
            case MOD -> a % b != 0 && a % b < 0 != b < 0 ? a % b + b : a % b;
            case ATAN2 -> Math.atan2(a, b);
            case EQUAL -> bool(a == b);
            case NOT_EQUAL -> bool(a != b);
            case GREATER -> bool(a > b);
            case GREATER_EQUAL -> bool(a >= b);
            case LESS -> bool(a < b);
            case LESS_EQUAL -> bool(a <= b);
            case LOGICAL_AND -> bool(a != 0 && b != 0);
            case LOGICAL_OR -> bool(a != 0 || b != 0);
            case LOGICAL_XOR -> bool(a != 0 ^ b != 0);
        };
    }

    private static double bool(boolean value) {
        return value ? 1 : 0;
    }

    /** For each element of the broadcast result, the elements of a and b. */
    private static int[][] sources(long[] a, long[] b) {
        int rank = Math.max(a.length, b.length);
        long[] dims = new long[rank];
        for (int d = 0; d < rank; d++) {
            dims[d] = Math.max(dim(a, d, rank), dim(b, d, rank));
        }
        int count = (int) Arrays.stream(dims).reduce(1, (p, q) -> p * q);
        int[][] sources = new int[count][2];
        for (int i = 0; i < count; i++) {
            sources[i] = new int[] {source(i, dims, a), source(i, dims, b)};
        }
        return sources;
    }

    private static long dim(long[] shape, int d, int rank) {
        int at = d - (rank - shape.length);
        return at < 0 ? 1 : shape[at];
    }

    static int source(int index, long[] dims, long[] shape) {
        long rest = index;
        long source = 0;
        long stride = 1;
        for (int d = dims.length - 1; d >= 0; d--) {
            long at = rest % dims[d];
            rest /= dims[d];
            long size = dim(shape, d, dims.length);
            source += size == 1 ? 0 : at * stride;
            stride *= size;
        }
        return (int) source;
    }

    static int count(long[] shape) {
        return (int) Arrays.stream(shape).reduce(1, (p, q) -> p * q);
    }

    @ParameterizedTest
    @EnumSource(BinaryFunction.class)
    void realsEqualTheirTwin(BinaryFunction function) {
        for (ElementType type : new ElementType[] {ElementType.F32, ElementType.F64}) {
            for (long[][] shapes : SHAPES) {
                double low = function == BinaryFunction.POWER ? 0.1 : -4;
                double[] a = KernelTester.random(count(shapes[0]), low, 4, 1);
                double[] b = KernelTester.random(count(shapes[1]), low, 4, 2);
                if (function.givesBool()) { // so that there are equal ones and zeros
                    a = Arrays.stream(a).map(Math::rint).toArray();
                    b = Arrays.stream(b).map(Math::rint).toArray();
                }
                check(function, type, Clamp.NONE, shapes, a, b);
            }
        }
    }

    private static void check(
            BinaryFunction function, ElementType type, Clamp clamp, long[][] shapes, double[] a, double[] b) {
        int[][] sources = sources(shapes[0], shapes[1]);
        double[] expected = Arrays.stream(sources)
                .mapToDouble(s -> apply(function, a[s[0]], b[s[1]]))
                .map(v -> clamp == Clamp.RELU ? Math.max(v, 0) : clamp == Clamp.RELU6 ? Math.min(Math.max(v, 0), 6) : v)
                .toArray();
        KernelTester tester = new KernelTester();
        long x = tester.reals(type, a);
        long y = tester.reals(type, b);
        long out = tester.output(function.givesBool() ? ElementType.BOOL : type, sources.length);
        Broadcast shape = Broadcast.of(shapes);
        assertEquals(sources.length, shape.count());
        tester.run(new Binary(function, type, clamp, x, y, out, shape), isa -> {
            String message = function + " " + type + " " + Arrays.deepToString(shapes) + " " + isa;
            if (function.givesBool()) {
                byte[] actual = tester.bytesOf(out);
                for (int i = 0; i < actual.length; i++) {
                    assertEquals((byte) expected[i], actual[i], message + " at " + i);
                }
            } else {
                // floor and mod of a rounded quotient, and a product inside of a fused multiply-add, may differ a
                // little more
                double absolute = type == ElementType.F64 ? 1e-14 : 2e-6;
                KernelTester.assertClose(expected, tester.realsOf(type, out), type, 2, absolute, message);
            }
        });
    }

    @Test
    void clampsOnTheWayOut() {
        for (BinaryFunction function :
                new BinaryFunction[] {BinaryFunction.ADD, BinaryFunction.SUBTRACT, BinaryFunction.MULTIPLY}) {
            for (Clamp clamp : new Clamp[] {Clamp.RELU, Clamp.RELU6}) {
                for (long[][] shapes : SHAPES) {
                    double[] a = KernelTester.random(count(shapes[0]), -6, 6, 3);
                    double[] b = KernelTester.random(count(shapes[1]), -6, 6, 4);
                    check(function, ElementType.F32, clamp, shapes, a, b);
                }
            }
        }
    }

    @Test
    void notANumber() {
        double[] a = {Double.NaN, 1, Double.NaN, Double.POSITIVE_INFINITY, 0};
        double[] b = {1, Double.NaN, Double.NaN, 1, 0};
        long[][] shapes = {{5}, {5}};
        for (BinaryFunction function : BinaryFunction.values()) {
            if (function != BinaryFunction.POWER && function != BinaryFunction.MOD) {
                check(function, ElementType.F32, Clamp.NONE, shapes, a, b);
            }
        }
    }

    @ParameterizedTest
    @EnumSource(BinaryFunction.class)
    void integersEqualTheirTwin(BinaryFunction function) {
        Random random = new Random(7);
        for (long[][] shapes : SHAPES) {
            boolean power = function == BinaryFunction.POWER;
            long[] a = random.longs(count(shapes[0]), -9, 10).toArray();
            long[] b = random.longs(count(shapes[1]), power ? 0 : -9, 10).toArray();
            int[][] sources = sources(shapes[0], shapes[1]);
            long[] expected = Arrays.stream(sources)
                    .mapToLong(s -> applyInteger(function, a[s[0]], b[s[1]]))
                    .toArray();
            checkIntegers(function, ElementType.I64, shapes, a, b, expected);
            checkIntegers(function, ElementType.I32, shapes, a, b, expected);
        }
    }

    @Test
    void dividesAtTheEndsOfTheRange() {
        for (ElementType type : new ElementType[] {ElementType.I32, ElementType.I64}) {
            boolean wide = type == ElementType.I64;
            long least = wide ? Long.MIN_VALUE : Integer.MIN_VALUE;
            long[] a = {least, least + 1, -(least + 1), least + 9_337_915, 7, -7, 0, -1, 1};
            long[] b = {31_647_359, -31_647_359, least, -(least + 1), 2, -2, 1, 3, -3};
            long[][] shapes = {{a.length, 1}, {b.length}};
            int[][] sources = sources(shapes[0], shapes[1]);
            for (BinaryFunction function :
                    List.of(BinaryFunction.DIVIDE, BinaryFunction.FLOOR_DIVIDE, BinaryFunction.MOD)) {
                long[] expected = Arrays.stream(sources)
                        .mapToLong(s -> applyInteger(function, a[s[0]], b[s[1]]))
                        .toArray();
                checkIntegers(function, type, shapes, a, b, expected);
            }
        }
    }

    private static long applyInteger(BinaryFunction function, long a, long b) {
        return switch (function) {
            case DIVIDE -> b == 0 ? 0 : a / b;
            case FLOOR_DIVIDE -> b == 0 ? 0 : Math.floorDiv(a, b);
            case MOD -> b == 0 ? 0 : Math.floorMod(a, b);
            case ATAN2 -> 0;
            default -> (long) apply(function, a, b);
        };
    }

    private static void checkIntegers(
            BinaryFunction function, ElementType type, long[][] shapes, long[] a, long[] b, long[] expected) {
        boolean wide = type == ElementType.I64;
        KernelTester tester = new KernelTester();
        long x = wide
                ? tester.longs(a)
                : tester.ints(Arrays.stream(a).mapToInt(v -> (int) v).toArray());
        long y = wide
                ? tester.longs(b)
                : tester.ints(Arrays.stream(b).mapToInt(v -> (int) v).toArray());
        long out = tester.output(function.givesBool() ? ElementType.BOOL : type, expected.length);
        tester.run(new Binary(function, type, Clamp.NONE, x, y, out, Broadcast.of(shapes)), isa -> {
            String message = function + " " + type + " " + Arrays.deepToString(shapes) + " " + isa;
            byte[] bools = function.givesBool() ? tester.bytesOf(out) : null;
            long[] longs = bools == null && wide ? tester.longsOf(out) : null;
            int[] ints = bools == null && !wide ? tester.intsOf(out) : null;
            for (int i = 0; i < expected.length; i++) {
                long actual = bools != null ? bools[i] : longs != null ? longs[i] : ints[i];
                assertEquals(ints != null ? (int) expected[i] : expected[i], actual, message + " at " + i);
            }
        });
    }

    @Test
    void integerDivisionNeverTraps() {
        for (BinaryFunction function :
                new BinaryFunction[] {BinaryFunction.DIVIDE, BinaryFunction.FLOOR_DIVIDE, BinaryFunction.MOD}) {
            KernelTester tester = new KernelTester();
            long a = tester.ints(Integer.MIN_VALUE, 1, 0);
            long b = tester.ints(-1, 0, 0);
            long out = tester.output(ElementType.I32, 3);
            int first = function == BinaryFunction.MOD ? 0 : Integer.MIN_VALUE;
            tester.run(
                    new Binary(
                            function, ElementType.I32, Clamp.NONE, a, b, out, Broadcast.of(new long[] {3}, new long[] {3
                            })),
                    isa -> assertArrayEquals(new int[] {first, 0, 0}, tester.intsOf(out), isa));
        }
    }

    @Test
    void refusesShapesThatDoNotGoTogether() {
        assertThrows(IllegalArgumentException.class, () -> Broadcast.of(new long[] {3}, new long[] {4}));
    }
}
