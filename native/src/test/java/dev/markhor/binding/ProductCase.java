package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

/** Runs one product or convolution on every instruction set, with 1, 2 and 5 threads, and compares with its naive twin. */
final class ProductCase {
    /** Of the largest result. */
    private static final double TOLERANCE_F32 = 1e-5;

    private static final double TOLERANCE_F64 = 1e-12;

    private ProductCase() {}

    /** What an instruction needs besides its input: made anew for each run. */
    interface Setup {
        /** Adds arrays and returns the instructions. */
        Instruction[] instructions(Arrays64 arrays, long y);
    }

    static void check(String name, ElementType type, double[] expected, Setup setup) {
        Kernels.Isa best = Kernels.isa();
        try {
            for (Kernels.Isa isa : Kernels.supportedIsas()) {
                Kernels.forceIsa(isa);
                String where = name + " " + type + " " + isa;
                double[] alone = run(type, expected.length, TestPools.ONE, setup);
                compare(where, type, expected, alone);
                for (ThreadPool pool : TestPools.SEVERAL) {
                    assertArrayEquals(
                            alone,
                            run(type, expected.length, pool, setup),
                            () -> where + ": " + pool.threads() + " threads differ from one");
                }
            }
        } finally {
            Kernels.forceIsa(best);
        }
    }

    private static double[] run(ElementType type, int results, ThreadPool pool, Setup setup) {
        Arrays64 arrays = new Arrays64(type);
        long y = arrays.empty((long) results * type.bytes());
        arrays.run(pool, setup.instructions(arrays, y));
        return arrays.read(y);
    }

    private static void compare(String where, ElementType type, double[] expected, double[] actual) {
        double largest = 1e-3;
        for (double value : expected) {
            largest = Math.max(largest, Math.abs(value));
        }
        double tolerance = (type == ElementType.F64 ? TOLERANCE_F64 : TOLERANCE_F32) * largest;
        for (int i = 0; i < expected.length; i++) {
            int at = i;
            assertTrue(
                    Math.abs(expected[i] - actual[i]) <= tolerance,
                    () -> where + ": result " + at + " is " + actual[at] + ", not " + expected[at]);
        }
    }
}
