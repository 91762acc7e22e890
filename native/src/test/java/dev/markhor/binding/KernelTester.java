package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.function.Consumer;

/**
 * Runs one instruction on every instruction set of the machine, alone and with helping threads, and looks at what it wrote. Arrays
 * lie between guards and are not aligned to vectors.
 */
final class KernelTester {
    /** Sizes around the vectors' and the blocks'. */
    static final int[] SIZES = {1, 3, 4, 6, 8, 13, 16, 17, 31, 33, 67, 4098};

    private static final int GUARD = 64;
    private static final byte GUARD_BYTE = (byte) 0xff; // as floats: NaN, so that reading too far shows

    private record Array(long offset, byte[] initial) {}

    private final List<Array> arrays = new ArrayList<>();
    private long size = GUARD;
    private ByteBuffer memory;

    long floats(float... values) {
        ByteBuffer bytes = buffer(values.length * 4L);
        bytes.asFloatBuffer().put(values);
        return add(bytes, 4);
    }

    long doubles(double... values) {
        ByteBuffer bytes = buffer(values.length * 8L);
        bytes.asDoubleBuffer().put(values);
        return add(bytes, 8);
    }

    long ints(int... values) {
        ByteBuffer bytes = buffer(values.length * 4L);
        bytes.asIntBuffer().put(values);
        return add(bytes, 4);
    }

    long longs(long... values) {
        ByteBuffer bytes = buffer(values.length * 8L);
        bytes.asLongBuffer().put(values);
        return add(bytes, 8);
    }

    long shorts(short... values) {
        ByteBuffer bytes = buffer(values.length * 2L);
        bytes.asShortBuffer().put(values);
        return add(bytes, 2);
    }

    long bytes(byte... values) {
        return add(ByteBuffer.wrap(values.clone()), 1);
    }

    /** An array of F32 or F64 from doubles. */
    long reals(ElementType type, double... values) {
        return type == ElementType.F64 ? doubles(values) : floats(toFloats(values));
    }

    /** Room for results. */
    long output(ElementType type, long count) {
        byte[] bytes = new byte[Math.toIntExact(count * type.bytes())];
        Arrays.fill(bytes, (byte) 0xa5);
        return add(ByteBuffer.wrap(bytes), type.bytes());
    }

    private static ByteBuffer buffer(long bytes) {
        return ByteBuffer.allocate(Math.toIntExact(bytes)).order(ByteOrder.nativeOrder());
    }

    private long add(ByteBuffer bytes, int element) {
        long offset = (size + 63) / 64 * 64 + element;
        arrays.add(new Array(offset, bytes.array()));
        size = offset + bytes.array().length + GUARD;
        return Operand.arena(offset);
    }

    /** Runs and checks on every instruction set; {@code check} gets its name and reads results by the methods below. */
    void run(Instruction instruction, Consumer<String> check) {
        Kernels.Isa best = Kernels.isa();
        Program program = new ProgramWriter().add(instruction).toProgram();
        try (NativeMemory arena = NativeMemory.allocate((size + 63) / 64 * 64)) {
            memory = arena.buffer(0, size);
            for (Kernels.Isa isa : Kernels.supportedIsas()) {
                Kernels.forceIsa(isa);
                run(program, arena, TestPools.ONE, isa.name());
                check.accept(isa.name());
                byte[] result = contents();
                for (ThreadPool pool : TestPools.SEVERAL) {
                    run(program, arena, pool, isa.name());
                    assertArrayEquals(result, contents(), pool.threads() + " threads change the result on " + isa);
                }
            }
        } finally {
            Kernels.forceIsa(best);
            memory = null;
        }
    }

    private void run(Program program, NativeMemory arena, ThreadPool pool, String name) {
        byte[] fresh = new byte[(int) size];
        Arrays.fill(fresh, GUARD_BYTE);
        arrays.forEach(a -> System.arraycopy(a.initial, 0, fresh, (int) a.offset, a.initial.length));
        memory.put(0, fresh);
        assertTrue(program.run(arena.address(), 0, pool));
        byte[] after = contents();
        arrays.forEach(a -> Arrays.fill(after, (int) a.offset, (int) a.offset + a.initial.length, GUARD_BYTE));
        byte[] guards = new byte[after.length];
        Arrays.fill(guards, GUARD_BYTE);
        assertArrayEquals(guards, after, "written outside of an array on " + name);
    }

    private byte[] contents() {
        byte[] all = new byte[(int) size];
        memory.get(0, all);
        return all;
    }

    private ByteBuffer of(long operand) {
        long offset = operand & (1L << 56) - 1;
        Array array =
                arrays.stream().filter(a -> a.offset == offset).findFirst().orElseThrow();
        return memory.slice((int) offset, array.initial.length).order(ByteOrder.nativeOrder());
    }

    float[] floatsOf(long operand) {
        var view = of(operand).asFloatBuffer();
        float[] values = new float[view.remaining()];
        view.get(values);
        return values;
    }

    double[] doublesOf(long operand) {
        var view = of(operand).asDoubleBuffer();
        double[] values = new double[view.remaining()];
        view.get(values);
        return values;
    }

    int[] intsOf(long operand) {
        var view = of(operand).asIntBuffer();
        int[] values = new int[view.remaining()];
        view.get(values);
        return values;
    }

    long[] longsOf(long operand) {
        var view = of(operand).asLongBuffer();
        long[] values = new long[view.remaining()];
        view.get(values);
        return values;
    }

    short[] shortsOf(long operand) {
        var view = of(operand).asShortBuffer();
        short[] values = new short[view.remaining()];
        view.get(values);
        return values;
    }

    byte[] bytesOf(long operand) {
        ByteBuffer view = of(operand);
        byte[] values = new byte[view.remaining()];
        view.get(values);
        return values;
    }

    double[] realsOf(ElementType type, long operand) {
        return type == ElementType.F64 ? doublesOf(operand) : toDoubles(floatsOf(operand));
    }

    static float[] toFloats(double... values) {
        float[] floats = new float[values.length];
        for (int i = 0; i < values.length; i++) {
            floats[i] = (float) values[i];
        }
        return floats;
    }

    static double[] toDoubles(float... values) {
        double[] doubles = new double[values.length];
        for (int i = 0; i < values.length; i++) {
            doubles[i] = values[i];
        }
        return doubles;
    }

    /** Reproducible values in [low, high), exact as floats. */
    static double[] random(int count, double low, double high, long seed) {
        Random random = new Random(seed);
        double[] values = new double[count];
        for (int i = 0; i < count; i++) {
            values[i] = (float) (low + random.nextDouble() * (high - low));
        }
        return values;
    }

    /**
     * Equal within {@code ulps} units in the last place of the expected value, or within {@code absolute}; denormals may have been
     * flushed.
     */
    static void assertClose(
            double[] expected, double[] actual, ElementType type, double ulps, double absolute, String message) {
        assertEquals(expected.length, actual.length, message);
        for (int i = 0; i < expected.length; i++) {
            double want = type == ElementType.F64 ? expected[i] : (float) expected[i];
            double got = actual[i];
            if (Double.compare(want, got) == 0 || want == got) {
                continue;
            }
            boolean f64 = type == ElementType.F64;
            double ulp = f64 ? Math.ulp(want) : Math.ulp((float) want);
            double tiny = f64 ? Double.MIN_NORMAL : Float.MIN_NORMAL;
            boolean close = Math.abs(expected[i] - got) <= Math.max(Math.max(ulps * ulp, absolute), tiny);
            assertTrue(close, message + " at " + i + ": expected " + want + ", got " + got);
        }
    }
}
