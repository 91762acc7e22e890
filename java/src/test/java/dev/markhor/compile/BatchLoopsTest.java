package dev.markhor.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.execution.Backend;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.ops.Conv;
import dev.markhor.ops.ConvTranspose;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Padding;
import dev.markhor.ops.Pool;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Resize;
import dev.markhor.runtime.Plan;
import dev.markhor.runtime.ThreadPools;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What is done for some samples at a time has the same bits as what is done for all, but for OpenBLAS, and takes less memory. */
class BatchLoopsTest {
    private static final MemoryAccount ACCOUNT = MemoryAccount.of("a test");
    private static final long NEVER = Long.MAX_VALUE;
    private static final List<Integer> ONES = List.of(1, 1);
    private static final Shape INPUT = Shape.of(6, 12, 12, 4);
    private final Random random = new Random(5);

    private Tensor random(Shape shape) {
        float[] values = new float[(int) shape.size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return Tensor.of(values, shape.dims());
    }

    private Value weight(long... dims) {
        return Ops.constant(random(Shape.of(dims)));
    }

    private Value conv(Value x, int kernel, long channels, long filters) {
        Value y = Ops.apply(new Conv(ONES, ONES, Padding.SAME, 1), x, weight(kernel, kernel, channels, filters));
        return Ops.relu(Ops.add(y, weight(filters)));
    }

    private static Value pool(Value x, boolean average) {
        return Ops.apply(new Pool(average, List.of(2, 2), List.of(2, 2), Padding.VALID), x);
    }

    /** Ops of all kinds, some over the whole batch in between; results from the middle and the end. */
    private Graph network() {
        Value x = Placeholder.create(Spec.of(DType.FLOAT32, Shape.FREE, 12, 12, 4));
        Value a = conv(x, 3, 4, 32); // by Winograd's method for all samples, but not for one
        Value b = Ops.add(conv(a, 3, 32, 32), a);
        Value squeezed = Ops.reduce(Reduce.Function.MEAN, b, true, 1, 2);
        Value excited = Ops.multiply(b, Ops.sigmoid(conv(squeezed, 1, 32, 32)));
        Value c = Ops.apply(new DepthwiseConv(ONES, ONES, Padding.SAME), excited, weight(3, 3, 32, 1));
        Value centred = Ops.add(c, Ops.multiply(Ops.reduce(Reduce.Function.MEAN, c, true, 0), -1));
        Value d = Ops.concatenate(List.of(pool(centred, true), pool(a, false)), 3);
        Value e = Ops.apply(
                new ConvTranspose(List.of(2, 2), ONES, true, List.of()), conv(d, 3, 64, 16), weight(2, 2, 8, 16));
        Value f = Ops.apply(new Resize(2, 2, true, Resize.Interpolation.BILINEAR, false), pool(e, false));
        Value g = Ops.concatenate(List.of(f, e, x), 3);
        Value h = Ops.pad(g, new int[] {0, 1, 0, 0}, new int[] {0, 0, 2, 0}, 0.25);
        Value pooled = Ops.reduce(Reduce.Function.MAX, conv(h, 1, 20, 24), false, 1, 2);
        return Graph.of(List.of(x), List.of(pooled, excited, h, a));
    }

    private static List<float[]> run(Plan plan, Tensor input, int threads) {
        List<float[]> results = new ArrayList<>();
        for (int call = 0; call < 2; call++) { // the second on the first one's memory
            results.clear();
            plan.run(List.of(input), new WeightSet(Map.of(), ACCOUNT), ThreadPools.ofSize(threads))
                    .forEach(result -> results.add(result.toFloatArray()));
        }
        return results;
    }

    private static List<Loop> loops(Graph graph, long near) {
        TaskGraph tasks = TaskGraph.of(graph, List.of(INPUT));
        Fusion.apply(tasks);
        tasks.bindOutputs();
        return BatchSplit.of(tasks, near);
    }

    @ParameterizedTest
    @EnumSource(Backend.class)
    void partsHaveTheBitsOfTheWhole(Backend backend) {
        Graph graph = network();
        Tensor input = random(INPUT);
        List<float[]> expected = run(new Compiler(backend, ACCOUNT, NEVER).compile(graph, List.of(INPUT)), input, 1);
        int most = 0;
        for (long near = 10_000; near < 400_000; near = near * 5 / 4) {
            Plan plan = new Compiler(backend, ACCOUNT, near).compile(graph, List.of(INPUT));
            for (int threads : new int[] {1, 2, 5}) {
                List<float[]> actual = run(plan, input, threads);
                for (int i = 0; i < expected.size(); i++) {
                    check(backend, expected.get(i), actual.get(i), "output " + i + ", near " + near);
                }
            }
            most = Math.max(most, loops(graph, near).size());
        }
        assertTrue(most >= 2, most + " loops");
    }

    /** OpenBLAS adds in an order that depends on how many rows there are. */
    private static void check(Backend backend, float[] expected, float[] actual, String what) {
        if (backend == Backend.NATIVE) {
            assertArrayEquals(expected, actual, what);
        } else {
            assertArrayEquals(expected, actual, 1e-5f, what);
        }
    }

    @Test
    void memoryIsThatOfAPart() {
        Value x = Placeholder.create(Spec.of(DType.FLOAT32, Shape.FREE, 12, 12, 4));
        Graph graph = Graph.of(
                List.of(x), List.of(Ops.reduce(Reduce.Function.MEAN, conv(conv(x, 1, 4, 64), 1, 64, 64), false, 1, 2)));
        long part = 2 * 12 * 12 * 64 * 4;
        assertEquals(List.of(new Loop(0, 2, 6)), loops(graph, part));
        Tensor input = random(INPUT);
        Plan plan = new Compiler(Backend.NATIVE, ACCOUNT, part).compile(graph, List.of(INPUT));
        assertEquals(part, plan.arenaBytes());
        Plan whole = new Compiler(Backend.NATIVE, ACCOUNT, NEVER).compile(graph, List.of(INPUT));
        assertEquals(6 * part, whole.arenaBytes());
        float[] onArrays = new float[6 * 64];
        plan.run(input.toFloatArray(), onArrays, new WeightSet(Map.of(), ACCOUNT), ThreadPools.ofSize(1));
        assertArrayEquals(run(whole, input, 1).get(0), onArrays);
    }

    @Test
    void largeWeightsAreReadOnce() {
        Value x = Placeholder.create(Spec.of(DType.FLOAT32, Shape.FREE, 2, 2, 512));
        Graph graph = Graph.of(List.of(x), List.of(conv(x, 1, 512, 512)));
        TaskGraph tasks = TaskGraph.of(graph, List.of(Shape.of(6, 2, 2, 512)));
        Fusion.apply(tasks);
        assertEquals(List.of(), BatchSplit.of(tasks, 20_000));
    }

    /** Too large to be computed beforehand, and with as many slices as the batch has samples. */
    @Test
    void weightsAreReadWhole() {
        Value x = Placeholder.create(Spec.of(DType.FLOAT32, Shape.FREE, 12, 12, 4));
        Value weight = weight(6, 120, 30, 4);
        Graph graph = Graph.of(
                List.of(x),
                List.of(
                        Ops.sigmoid(weight),
                        Ops.reduce(Reduce.Function.MEAN, weight, false, 1, 2),
                        Ops.pad(weight, new int[] {0, 1, 0, 0}, new int[] {0, 0, 2, 0}, 0.25),
                        pool(weight, true),
                        conv(weight, 3, 4, 8),
                        Ops.apply(new Resize(2, 2, true, Resize.Interpolation.BILINEAR, false), weight),
                        Ops.relu(x)));
        Tensor input = random(INPUT);
        List<float[]> expected =
                run(new Compiler(Backend.NATIVE, ACCOUNT, NEVER).compile(graph, List.of(INPUT)), input, 1);
        for (long near = 20_000; near < 1_000_000; near *= 2) {
            List<float[]> actual =
                    run(new Compiler(Backend.NATIVE, ACCOUNT, near).compile(graph, List.of(INPUT)), input, 2);
            for (int i = 0; i < expected.size(); i++) {
                assertArrayEquals(expected.get(i), actual.get(i), "output " + i + ", near " + near);
            }
        }
    }

    @Test
    @Timeout(10)
    void hugeBatchesAreSplitAtOnce() {
        Value x = Placeholder.create(Spec.of(DType.FLOAT32, Shape.FREE, 1, 1, 4));
        Graph graph = Graph.of(List.of(x), List.of(conv(x, 1, 4, 4)));
        TaskGraph tasks = TaskGraph.of(graph, List.of(Shape.of(3L << 36, 1, 1, 4)));
        Fusion.apply(tasks);
        assertEquals(List.of(new Loop(0, 0, 3L << 18)), BatchSplit.of(tasks, 1 << 23));
    }
}
