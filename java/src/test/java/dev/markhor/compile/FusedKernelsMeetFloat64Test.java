package dev.markhor.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.binding.Kernels;
import dev.markhor.binding.ThreadPool;
import dev.markhor.execution.Backend;
import dev.markhor.graph.Graph;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.runtime.Plan;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * Products and all that is fused to them, on random shapes, against float64; the same bits for 1, 2 and 5 threads. With
 * {@code -Dmarkhor.precision.shapes=N} as many shapes of each kernel, and the table of docs/precision.md is printed.
 */
class FusedKernelsMeetFloat64Test {
    private static final Integer WANTED = Integer.getInteger("markhor.precision.shapes");
    private static final int SHAPES = WANTED == null ? 12 : WANTED;
    private static final Kernels.Isa USUAL = Kernels.isa();
    private static final List<ThreadPool> THREADS =
            List.of(ThreadPool.create(1), ThreadPool.create(2), ThreadPool.create(5));
    private static final List<String> TABLE = new ArrayList<>();

    @AfterAll
    static void close() {
        Kernels.forceIsa(USUAL);
        THREADS.forEach(ThreadPool::close);
        if (WANTED != null) {
            System.out.println("| kernel | by | results | median | 99 % | largest |\n|---|---|---|---|---|---|");
            TABLE.forEach(System.out::println);
        }
    }

    @ParameterizedTest
    @EnumSource
    void agrees(FusedKernel kernel) {
        Map<String, ErrorHistogram> errors = new LinkedHashMap<>();
        Random random = new Random(kernel.title.hashCode());
        for (int i = 0; i < SHAPES; i++) {
            FusedCase one = kernel.draw(random);
            double[] exact = one.exact().toDoubleArray();
            for (Kernels.Isa isa : Kernels.supportedIsas()) {
                Kernels.forceIsa(isa);
                compare(kernel, one, exact, Backend.NATIVE, isa.name().toLowerCase(Locale.ROOT), errors);
            }
            Kernels.forceIsa(USUAL);
            compare(kernel, one, exact, Backend.OPENBLAS, "OpenBLAS", errors);
        }
        errors.forEach((by, all) -> TABLE.add(String.format(
                Locale.ROOT,
                "| %s | %s | %d | %.3f | %.3f | %.2f |",
                kernel.title,
                by,
                all.count(),
                all.quantile(0.5),
                all.quantile(0.99),
                all.largest())));
    }

    private static void compare(
            FusedKernel kernel,
            FusedCase one,
            double[] exact,
            Backend backend,
            String by,
            Map<String, ErrorHistogram> errors) {
        Graph graph = one.graph();
        List<Tensor> inputs = one.tensors().subList(0, one.inputs());
        Plan plan = new Compiler(backend, MemoryAccount.of("a test"))
                .compile(graph, inputs.stream().map(Tensor::shape).toList());
        WeightSet weights = new WeightSet(Map.of(), MemoryAccount.of("a test"));
        float[] alone = run(plan, inputs, weights, THREADS.get(0));
        for (ThreadPool threads : THREADS.subList(1, THREADS.size())) {
            assertArrayEquals(
                    alone,
                    run(plan, inputs, weights, threads),
                    () -> kernel.title + " of " + one.shape() + " by " + by
                            + ": the number of threads changes the result");
        }
        double[] bounds = one.bound().toDoubleArray();
        assertEquals(exact.length, alone.length);
        ErrorHistogram here = new ErrorHistogram();
        ErrorHistogram all = errors.computeIfAbsent(by, key -> new ErrorHistogram());
        for (int i = 0; i < exact.length; i++) {
            double bound = Math.max(bounds[i], Math.abs(exact[i])); // a function may give more than it is given
            here.add(exact[i], alone[i], bound);
            all.add(exact[i], alone[i], bound);
        }
        assertTrue(
                here.largest() <= kernel.limit,
                () -> kernel.title + " of " + one.shape() + " by " + by + " is " + here.largest()
                        + " epsilons off, more than " + kernel.limit);
    }

    private static float[] run(Plan plan, List<Tensor> inputs, WeightSet weights, ThreadPool threads) {
        return plan.run(inputs, weights, threads).get(0).toFloatArray();
    }
}
