package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.util.Arrays;
import java.util.function.Function;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import org.junit.jupiter.api.Test;

class LayoutTest {
    private static final ElementType[] TYPES = {ElementType.BOOL, ElementType.F16, ElementType.F32, ElementType.F64};

    /** Moves 0, 1, 2, … (as bits of each element size) and compares with where they should have come from (-1: a constant 77). */
    private static void check(long count, long[] sources, String message, Mover mover) {
        for (ElementType type : TYPES) {
            KernelTester tester = new KernelTester();
            long x = numbers(tester, type, LongStream.range(0, count).toArray());
            long y = tester.output(type, sources.length);
            long[] expected = Arrays.stream(sources)
                    .map(s -> truncated(type, s < 0 ? 77 : s))
                    .toArray();
            tester.run(
                    mover.instruction(type, x, y),
                    isa -> assertArrayEquals(expected, numbersOf(tester, type, y), message + " " + type + " " + isa));
        }
    }

    private interface Mover {
        Instruction instruction(ElementType type, long x, long y);
    }

    private static long truncated(ElementType type, long value) {
        return switch (type.bytes()) {
            case 1 -> (byte) value;
            case 2 -> (short) value;
            default -> value;
        };
    }

    private static long numbers(KernelTester tester, ElementType type, long[] values) {
        return switch (type.bytes()) {
            case 1 -> {
                byte[] bytes = new byte[values.length];
                IntStream.range(0, values.length).forEach(i -> bytes[i] = (byte) values[i]);
                yield tester.bytes(bytes);
            }
            case 2 -> {
                short[] shorts = new short[values.length];
                IntStream.range(0, values.length).forEach(i -> shorts[i] = (short) values[i]);
                yield tester.shorts(shorts);
            }
            case 4 -> tester.ints(Arrays.stream(values).mapToInt(v -> (int) v).toArray());
            default -> tester.longs(values);
        };
    }

    private static long[] numbersOf(KernelTester tester, ElementType type, long operand) {
        return switch (type.bytes()) {
            case 1 -> {
                byte[] bytes = tester.bytesOf(operand);
                yield IntStream.range(0, bytes.length).mapToLong(i -> bytes[i]).toArray();
            }
            case 2 -> {
                short[] shorts = tester.shortsOf(operand);
                yield IntStream.range(0, shorts.length)
                        .mapToLong(i -> shorts[i])
                        .toArray();
            }
            case 4 -> Arrays.stream(tester.intsOf(operand)).asLongStream().toArray();
            default -> tester.longsOf(operand);
        };
    }

    private static long product(long[] dims) {
        return Arrays.stream(dims).reduce(1, (a, b) -> a * b);
    }

    /** For each element of a dense array of shape dims, its source by the function from index to source index. */
    private static long[] map(long[] dims, Function<long[], Long> source) {
        long[] sources = new long[(int) product(dims)];
        for (int i = 0; i < sources.length; i++) {
            long[] index = new long[dims.length];
            long rest = i;
            for (int d = dims.length - 1; d >= 0; d--) {
                index[d] = rest % dims[d];
                rest /= dims[d];
            }
            sources[i] = source.apply(index);
        }
        return sources;
    }

    private static long flat(long[] dims, long[] index) {
        long at = 0;
        for (int d = 0; d < dims.length; d++) {
            at = at * dims[d] + index[d];
        }
        return at;
    }

    @Test
    void transposes() {
        transpose(new long[] {3, 4}, 1, 0);
        transpose(new long[] {33, 67}, 1, 0);
        transpose(new long[] {16, 16}, 1, 0);
        transpose(new long[] {1, 13}, 1, 0);
        transpose(new long[] {2, 3, 4}, 0, 2, 1);
        transpose(new long[] {2, 33, 17}, 0, 2, 1);
        transpose(new long[] {2, 31, 3, 8}, 0, 2, 1, 3);
        transpose(new long[] {2, 7, 9, 33}, 0, 3, 1, 2);
        transpose(new long[] {2, 33, 7, 9}, 0, 2, 3, 1);
        transpose(new long[] {2, 3, 4, 5, 6, 2}, 5, 3, 1, 0, 4, 2);
        transpose(new long[] {5, 4, 3}, 2, 1, 0);
        transpose(new long[] {130, 200}, 1, 0);
        transpose(new long[] {2, 3, 500}, 0, 2, 1);
        transpose(new long[] {2, 500, 3}, 0, 2, 1);
        transpose(new long[] {1, 3, 20, 25}, 0, 2, 3, 1);
        transpose(new long[] {4, 5}, 0, 1);
    }

    private static void transpose(long[] dims, int... axes) {
        long[] yDims = Arrays.stream(axes).mapToLong(a -> dims[a]).toArray();
        long[] sources = map(yDims, index -> {
            long[] x = new long[dims.length];
            for (int d = 0; d < axes.length; d++) {
                x[axes[d]] = index[d];
            }
            return flat(dims, x);
        });
        check(
                product(dims),
                sources,
                Arrays.toString(dims) + Arrays.toString(axes),
                (type, x, y) -> StridedCopy.transpose(type, x, y, dims, axes));
    }

    @Test
    void slices() {
        slice(new long[] {10}, new long[] {2}, new long[] {3}, new long[] {3});
        slice(new long[] {10}, new long[] {9}, new long[] {-1}, new long[] {10});
        slice(new long[] {5, 67}, new long[] {1, 3}, new long[] {2, 1}, new long[] {2, 33});
        slice(new long[] {4, 6, 8}, new long[] {3, 0, 7}, new long[] {-2, 1, -3}, new long[] {2, 6, 3});
        slice(new long[] {2, 301, 3}, new long[] {0, 1, 2}, new long[] {1, 2, -1}, new long[] {2, 150, 3});
        slice(new long[] {3, 4098}, new long[] {0, 1}, new long[] {1, 1}, new long[] {3, 4097});
    }

    private static void slice(long[] dims, long[] begin, long[] step, long[] counts) {
        long[] sources = map(counts, index -> {
            long[] x = new long[dims.length];
            for (int d = 0; d < dims.length; d++) {
                x[d] = begin[d] + index[d] * step[d];
            }
            return flat(dims, x);
        });
        check(
                product(dims),
                sources,
                Arrays.toString(begin),
                (type, x, y) -> StridedCopy.slice(type, x, y, dims, begin, step, counts));
    }

    @Test
    void tilesAndRepeats() {
        long[] dims = {2, 3, 5};
        long[][] all = {{1, 1, 1}, {2, 1, 1}, {1, 3, 2}, {2, 2, 2}, {1, 1, 17}};
        for (long[] repeats : all) {
            long[] yDims = new long[3];
            Arrays.setAll(yDims, d -> dims[d] * repeats[d]);
            long[] tiled = map(yDims, i -> flat(dims, new long[] {i[0] % 2, i[1] % 3, i[2] % 5}));
            check(30, tiled, "tile", (type, x, y) -> StridedCopy.tile(type, x, y, dims, repeats));
            long[] repeated =
                    map(yDims, i -> flat(dims, new long[] {i[0] / repeats[0], i[1] / repeats[1], i[2] / repeats[2]}));
            check(30, repeated, "repeat", (type, x, y) -> StridedCopy.repeat(type, x, y, dims, repeats));
        }
    }

    @Test
    void concatenatesColumns() {
        for (int width : KernelTester.SIZES) {
            KernelTester tester = new KernelTester();
            float[] x = KernelTester.toFloats(KernelTester.random(3 * width, -1, 1, 1));
            long in = tester.floats(x);
            long out = tester.floats(new float[3 * (width + 5)]);
            float[] expected = new float[3 * (width + 5)];
            for (int i = 0; i < x.length; i++) {
                expected[i / width * (width + 5) + 2 + i % width] = x[i];
            }
            tester.run(
                    StridedCopy.columns(ElementType.F32, in, out, 3, width, 2, width + 5),
                    isa -> assertArrayEquals(expected, tester.floatsOf(out), isa));
        }
    }

    @Test
    void pads() {
        pad(new long[] {5}, new long[] {2}, new long[] {3});
        pad(new long[] {4, 33}, new long[] {1, 0}, new long[] {2, 0});
        pad(new long[] {4, 33}, new long[] {1, 3}, new long[] {0, 2});
        pad(new long[] {2, 5, 6, 3}, new long[] {0, 1, 2, 0}, new long[] {0, 1, 1, 0});
        pad(new long[] {2, 3, 2, 3, 2, 3}, new long[] {1, 0, 1, 2, 0, 1}, new long[] {0, 1, 1, 0, 1, 1});
        pad(new long[] {3, 4}, new long[] {0, 0}, new long[] {0, 0});
    }

    private static void pad(long[] dims, long[] before, long[] after) {
        long[] yDims = new long[dims.length];
        Arrays.setAll(yDims, d -> before[d] + dims[d] + after[d]);
        for (Pad.Mode mode : Pad.Mode.values()) {
            if (mode == Pad.Mode.REFLECT && !fits(dims, before, after)) {
                continue;
            }
            long[] sources = map(yDims, index -> {
                long[] x = new long[dims.length];
                for (int d = 0; d < dims.length; d++) {
                    x[d] = source(mode, index[d] - before[d], dims[d]);
                    if (x[d] < 0) {
                        return -1L;
                    }
                }
                return flat(dims, x);
            });
            check(
                    product(dims),
                    sources,
                    mode + Arrays.toString(dims),
                    (type, x, y) -> new Pad(mode, type, 77, x, y, dims, before, yDims));
        }
    }

    private static boolean fits(long[] dims, long[] before, long[] after) {
        return IntStream.range(0, dims.length).allMatch(d -> before[d] < dims[d] && after[d] < dims[d]);
    }

    private static long source(Pad.Mode mode, long at, long n) {
        if (at >= 0 && at < n) {
            return at;
        }
        return switch (mode) {
            case CONSTANT -> -1;
            case REFLECT -> at < 0 ? -at : n - 1 - (at - n + 1);
            case SYMMETRIC -> at < 0 ? -1 - at : n - 1 - (at - n);
            case EDGE -> at < 0 ? 0 : n - 1;
        };
    }

    @Test
    void gathers() {
        for (int width : KernelTester.SIZES) {
            for (int outer : new int[] {1, 3}) {
                float[] table = KernelTester.toFloats(KernelTester.random(outer * 7 * width, -1, 1, width));
                int[] indices = {6, 0, 3, 3, 1};
                float[] expected = new float[outer * indices.length * width];
                for (int o = 0; o < outer; o++) {
                    for (int i = 0; i < indices.length; i++) {
                        System.arraycopy(
                                table, (o * 7 + indices[i]) * width, expected, (o * indices.length + i) * width, width);
                    }
                }
                KernelTester tester = new KernelTester();
                long rows = tester.floats(table);
                long narrow = tester.ints(indices);
                long wide = tester.longs(Arrays.stream(indices).asLongStream().toArray());
                long out = tester.output(ElementType.F32, expected.length);
                long report = tester.longs(0);
                for (boolean longs : new boolean[] {false, true}) {
                    Gather gather = new Gather(
                            longs ? ElementType.I64 : ElementType.I32,
                            rows,
                            7,
                            width * 4L,
                            longs ? wide : narrow,
                            out,
                            outer,
                            indices.length,
                            report);
                    tester.run(gather, isa -> {
                        assertArrayEquals(expected, tester.floatsOf(out), isa);
                        assertEquals(0, tester.longsOf(report)[0]);
                    });
                }
            }
        }
    }

    @Test
    void gatherReportsIndicesOutsideOfTheTable() {
        for (long bad : new long[] {-1, 2, Long.MAX_VALUE, Long.MIN_VALUE}) {
            KernelTester tester = new KernelTester();
            long table = tester.floats(1, 2);
            long indices = tester.longs(0, 1, bad, 1);
            long out = tester.output(ElementType.F32, 4);
            long report = tester.longs(0);
            tester.run(new Gather(ElementType.I64, table, 2, 4, indices, out, 1, 4, report), isa -> {
                assertArrayEquals(new float[] {1, 2, 0, 2}, tester.floatsOf(out), isa);
                assertEquals(3, tester.longsOf(report)[0], isa);
            });
            tester.run(
                    new Gather(ElementType.I64, table, 2, 4, indices, out, 1, 4, Operand.NONE),
                    isa -> assertTrue(tester.floatsOf(out)[2] == 0, isa));
        }
    }
}
