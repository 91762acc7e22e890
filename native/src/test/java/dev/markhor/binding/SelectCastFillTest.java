package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;

class SelectCastFillTest {
    private static final long[][][] SHAPES = {
        {{5}, {5}, {5}}, {{4098}, {4098}, {1}}, {{7, 1}, {7, 33}, {33}}, {{2, 1, 3}, {1, 5, 3}, {}}, {{1}, {17}, {17}}
    };

    @Test
    void select() {
        Random random = new Random(1);
        for (long[][] shapes : SHAPES) {
            byte[] condition = new byte[BinaryTest.count(shapes[0])];
            for (int i = 0; i < condition.length; i++) {
                condition[i] = (byte) random.nextInt(2);
            }
            float[] a = KernelTester.toFloats(KernelTester.random(BinaryTest.count(shapes[1]), -1, 1, 2));
            float[] b = KernelTester.toFloats(KernelTester.random(BinaryTest.count(shapes[2]), -1, 1, 3));
            long[] dims =
                    new long[Arrays.stream(shapes).mapToInt(s -> s.length).max().orElse(0)];
            Arrays.fill(dims, 1);
            for (long[] shape : shapes) {
                for (int i = 0; i < shape.length; i++) {
                    int d = dims.length - shape.length + i;
                    dims[d] = Math.max(dims[d], shape[i]);
                }
            }
            float[] expected = new float[BinaryTest.count(dims)];
            for (int i = 0; i < expected.length; i++) {
                expected[i] = condition[BinaryTest.source(i, dims, shapes[0])] != 0
                        ? a[BinaryTest.source(i, dims, shapes[1])]
                        : b[BinaryTest.source(i, dims, shapes[2])];
            }
            KernelTester tester = new KernelTester();
            long c = tester.bytes(condition);
            long x = tester.floats(a);
            long y = tester.floats(b);
            long out = tester.output(ElementType.F32, expected.length);
            tester.run(
                    new Select(ElementType.F32, c, x, y, out, Broadcast.of(shapes)),
                    isa -> assertArrayEquals(expected, tester.floatsOf(out), Arrays.deepToString(shapes) + isa));
        }
    }

    @Test
    void floatsToIntegersTruncateAndSaturate() {
        float[] x = {
            0, -0.9f, 0.9f, 1.5f, -1.5f, 255, 256, 300, -1, 1e20f, -1e20f, Float.NaN, 127.9f, -128.9f, 2147483648f
        };
        check(ElementType.I32, x, v -> (int) v);
        check(ElementType.U8, x, v -> Math.max(0, Math.min(255, (int) v)));
        check(ElementType.I8, x, v -> Math.max(-128, Math.min(127, (int) v)));
        check(ElementType.I16, x, v -> Math.max(-32768, Math.min(32767, (int) v)));
        check(ElementType.I64, x, v -> (long) v);
        check(ElementType.BOOL, x, v -> v != 0 ? 1 : 0);
    }

    private interface ToLong {
        long of(float value);
    }

    private static void check(ElementType to, float[] x, ToLong function) {
        KernelTester tester = new KernelTester();
        long in = tester.floats(x);
        long out = tester.output(to, x.length);
        tester.run(new Cast(ElementType.F32, to, in, out, x.length), isa -> {
            for (int i = 0; i < x.length; i++) {
                long actual = switch (to) {
                    case I32 -> tester.intsOf(out)[i];
                    case I64 -> tester.longsOf(out)[i];
                    case I16 -> tester.shortsOf(out)[i];
                    case I8 -> tester.bytesOf(out)[i];
                    default -> tester.bytesOf(out)[i] & 0xff;
                };
                assertEquals(function.of(x[i]), actual, to + " of " + x[i] + " " + isa);
            }
        });
    }

    @Test
    void everyHalfGoesThereAndBack() {
        short[] halves = new short[65536];
        for (int i = 0; i < halves.length; i++) {
            halves[i] = (short) i;
        }
        for (ElementType type : new ElementType[] {ElementType.F16, ElementType.BF16}) {
            for (ElementType real : new ElementType[] {ElementType.F32, ElementType.F64}) {
                KernelTester tester = new KernelTester();
                long in = tester.shorts(halves);
                long out = tester.output(real, halves.length);
                double[] values =
                        Arrays.stream(new int[halves.length]).asDoubleStream().toArray();
                tester.run(new Cast(type, real, in, out, halves.length), isa -> {
                    double[] actual = tester.realsOf(real, out);
                    for (int i = 0; i < halves.length; i++) {
                        values[i] = type == ElementType.F16 ? half(i) : Float.intBitsToFloat(i << 16);
                        boolean denormal = type == ElementType.BF16 && (i >> 7 & 255) == 0 && real == ElementType.F64;
                        if (!denormal) { // conversion instructions may flush denormal floats
                            assertEquals(values[i], actual[i], type + " " + i + " " + isa);
                        }
                    }
                });
                KernelTester back = new KernelTester();
                long reals = back.reals(real, values);
                long again = back.output(type, halves.length);
                back.run(new Cast(real, type, reals, again, halves.length), isa -> {
                    short[] actual = back.shortsOf(again);
                    for (int i = 0; i < halves.length; i++) {
                        boolean denormal = type == ElementType.BF16 && (i >> 7 & 255) == 0 && real == ElementType.F64;
                        if (!Double.isNaN(values[i]) && !denormal) {
                            assertEquals((short) i, actual[i], type + " from " + real + " " + i + " " + isa);
                        }
                    }
                });
            }
        }
    }

    /** The value of a half by its definition. */
    private static double half(int bits) {
        int exponent = bits >> 10 & 31;
        int mantissa = bits & 1023;
        double magnitude = exponent == 31
                ? (mantissa == 0 ? Double.POSITIVE_INFINITY : Double.NaN)
                : exponent == 0 ? mantissa * 0x1p-24 : (1024 + mantissa) * Math.scalb(1.0, exponent - 25);
        return (bits & 0x8000) != 0 ? -magnitude : magnitude;
    }

    @Test
    void halvesRoundToNearestEven() {
        double[] x = {
            1 + 0x1p-11,
            1 + 3 * 0x1p-11,
            1 + 0x1p-11 + 0x1p-20,
            65519.9,
            65520,
            0x1p-25,
            0x1.8p-25,
            0x1p-26,
            1e10,
            -65536
        };
        double[] expected = {
            1,
            1 + 4 * 0x1p-11,
            1 + 2 * 0x1p-11,
            65504,
            Double.POSITIVE_INFINITY,
            0,
            0x1p-24,
            0,
            Double.POSITIVE_INFINITY,
            Double.NEGATIVE_INFINITY
        };
        for (ElementType type : new ElementType[] {ElementType.F32, ElementType.F64}) {
            KernelTester tester = new KernelTester();
            long in = tester.reals(type, x);
            long out = tester.output(ElementType.F16, x.length);
            tester.run(new Cast(type, ElementType.F16, in, out, x.length), isa -> {
                for (int i = 0; i < x.length; i++) {
                    assertEquals(expected[i], half(tester.shortsOf(out)[i] & 0xffff), x[i] + " " + type + " " + isa);
                }
            });
        }
    }

    @Test
    void integersBetweenSizes() {
        long[] x = {0, 1, -1, 255, 256, -300, 1L << 40};
        KernelTester tester = new KernelTester();
        long in = tester.longs(x);
        long bytes = tester.output(ElementType.U8, x.length);
        tester.run(
                new Cast(ElementType.I64, ElementType.U8, in, bytes, x.length),
                isa -> assertArrayEquals(new byte[] {0, 1, -1, -1, 0, (byte) -300, 0}, tester.bytesOf(bytes), isa));
        KernelTester up = new KernelTester();
        long small = up.bytes((byte) 200, (byte) -1, (byte) 3);
        long floats = up.output(ElementType.F32, 3);
        up.run(
                new Cast(ElementType.U8, ElementType.F32, small, floats, 3),
                isa -> assertArrayEquals(new float[] {200, 255, 3}, up.floatsOf(floats), isa));
        up.run(
                new Cast(ElementType.I8, ElementType.F32, small, floats, 3),
                isa -> assertArrayEquals(new float[] {-56, -1, 3}, up.floatsOf(floats), isa));
    }

    @Test
    void fill() {
        for (int size : KernelTester.SIZES) {
            KernelTester tester = new KernelTester();
            long out = tester.output(ElementType.F32, size);
            float[] expected = new float[size];
            Arrays.fill(expected, -2.5f);
            tester.run(
                    new Fill(ElementType.F32, Float.floatToRawIntBits(-2.5f), out, size),
                    isa -> assertArrayEquals(expected, tester.floatsOf(out), isa));
        }
    }
}
