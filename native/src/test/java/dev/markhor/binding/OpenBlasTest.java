package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import java.util.concurrent.Callable;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import org.junit.jupiter.api.Test;

class OpenBlasTest {
    private static final int[][] SHAPES = {
        {1, 1, 1}, {1, 1030, 17}, {3, 5, 7}, {129, 33, 65}, {300, 40, 9}, {64, 513, 3}
    };

    @Test
    void staysWithinItsBuffers() {
        OpenBlas.load();
        assertTrue(OpenBlas.isLoaded());
        assertTrue(OpenBlas.concurrency() >= 1 && OpenBlas.concurrency() <= 32, () -> "" + OpenBlas.concurrency());
        long before = OpenBlasLibrary.table();
        OpenBlas.load();
        assertEquals(before, OpenBlasLibrary.table());
    }

    @Test
    void multipliesLikeTheNaiveWay() {
        try (ThreadPool pool = ThreadPool.create(3)) {
            for (int[] s : SHAPES) {
                for (int type = 0; type < 2; type++) {
                    for (int flags = 0; flags < 8; flags++) {
                        check(pool, type, s[0], s[1], s[2], (flags & 1) != 0, (flags & 2) != 0, (flags & 4) != 0);
                    }
                }
            }
        }
    }

    @Test
    void sameBitsForAnyNumberOfThreads() {
        double[] alone;
        try (ThreadPool pool = ThreadPool.create(1)) {
            alone = run(pool, 0, 700, 96, 50, false, false, false);
        }
        try (ThreadPool pool = ThreadPool.create(4)) {
            assertArrayEquals(alone, run(pool, 0, 700, 96, 50, false, false, false));
        }
    }

    @Test
    void moreCallersThanItServesAtOnce() throws Exception {
        double[] expected;
        try (ThreadPool pool = ThreadPool.create(2)) {
            expected = run(pool, 0, 130, 70, 40, false, false, false);
            ExecutorService callers = Executors.newFixedThreadPool(48);
            try {
                List<Future<double[]>> results = new ArrayList<>();
                for (int i = 0; i < 200; i++) {
                    results.add(
                            callers.submit((Callable<double[]>) () -> run(pool, 0, 130, 70, 40, false, false, false)));
                }
                for (Future<double[]> result : results) {
                    assertArrayEquals(expected, result.get());
                }
            } finally {
                callers.shutdownNow();
            }
        }
    }

    private static void check(
            ThreadPool pool, int type, int m, int n, int k, boolean transA, boolean transB, boolean accumulate) {
        double[] got = run(pool, type, m, n, k, transA, transB, accumulate);
        double[] a = values(m * k, 1);
        double[] b = values(k * n, 2);
        double[] c = values(m * n, 3);
        for (int i = 0; i < m; i++) {
            for (int j = 0; j < n; j++) {
                double sum = accumulate ? c[i * n + j] : 0;
                for (int p = 0; p < k; p++) {
                    sum += (transA ? a[p * m + i] : a[i * k + p]) * (transB ? b[j * k + p] : b[p * n + j]);
                }
                assertEquals(sum, got[i * n + j], (type == 0 ? 1e-5 : 1e-13) * (1 + k), "row " + i + " column " + j);
            }
        }
    }

    private static double[] run(
            ThreadPool pool, int type, int m, int n, int k, boolean transA, boolean transB, boolean accumulate) {
        int size = type == 0 ? 4 : 8;
        ByteBuffer a = buffer(values(m * k, 1), size);
        ByteBuffer b = buffer(values(k * n, 2), size);
        ByteBuffer c = buffer(values(m * n, 3), size);
        ByteBuffer table = ByteBuffer.allocateDirect(24).order(ByteOrder.nativeOrder());
        table.putLong(0, Memory.address(a)).putLong(8, Memory.address(b)).putLong(16, Memory.address(c));
        Epilogue epilogue = accumulate ? Epilogue.NONE.withResidual(Operand.table(2)) : Epilogue.NONE;
        BlasProduct gemm = new BlasProduct(
                type == 0 ? ElementType.F32 : ElementType.F64,
                transA,
                transB,
                MatrixView.broadcast(Operand.table(0), transA ? m : k),
                MatrixView.broadcast(Operand.table(1), transB ? k : n),
                MatrixView.broadcast(Operand.table(2), n),
                epilogue,
                1,
                1,
                m,
                n,
                k);
        assertTrue(new ProgramWriter().add(gemm).toProgram().run(0, Memory.address(table), pool));
        double[] out = new double[m * n];
        for (int i = 0; i < out.length; i++) {
            out[i] = size == 4 ? c.getFloat(i * 4) : c.getDouble(i * 8);
        }
        java.lang.ref.Reference.reachabilityFence(a);
        java.lang.ref.Reference.reachabilityFence(b);
        return out;
    }

    private static ByteBuffer buffer(double[] values, int size) {
        ByteBuffer buffer = ByteBuffer.allocateDirect(values.length * size).order(ByteOrder.nativeOrder());
        for (int i = 0; i < values.length; i++) {
            if (size == 4) {
                buffer.putFloat(i * 4, (float) values[i]);
            } else {
                buffer.putDouble(i * 8, values[i]);
            }
        }
        return buffer;
    }

    private static double[] values(int count, long seed) {
        return new Random(seed)
                .doubles(count, -1, 1)
                .map(value -> (float) value)
                .toArray();
    }
}
