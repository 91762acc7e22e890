package dev.markhor.compile;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.execution.Backend;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.ops.Conv;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Pad;
import dev.markhor.ops.Padding;
import dev.markhor.reference.Reference;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.Test;

class AbsorbedPaddingTest {
    private static final Pad.Mode ZEROS = Pad.Mode.CONSTANT;
    private static final Conv PLAIN = new Conv(List.of(2, 1), List.of(1, 1), Padding.VALID, 1);

    private static Pad pad(Pad.Mode mode, double value) {
        return new Pad(List.of(0, 1, 0, 0), List.of(0, 2, 3, 0), mode, value);
    }

    private static Tensor random(long... dims) {
        float[] values = new float[(int) Shape.of(dims).size()];
        Random random = new Random(3);
        for (int i = 0; i < values.length; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return Tensor.of(values, dims);
    }

    /** Compiles {@code window(pad(x))}, compares it with the plain versions of both, and returns how many tasks are left. */
    private static int check(Pad pad, dev.markhor.graph.Op window, boolean alsoAsked) {
        Tensor kernel = random(3, 3, 4, 4);
        Tensor input = random(2, 6, 5, 4);
        Value x = Placeholder.create(Spec.of(DType.FLOAT32, Shape.FREE, 6, 5, 4));
        Value padded = Ops.apply(pad, x);
        Value y = Ops.apply(window, padded, Ops.constant(kernel));
        Graph graph = Graph.of(List.of(x), alsoAsked ? List.of(y, padded) : List.of(y));
        Tensor expected = Reference.evaluateAll(
                        window,
                        List.of(Reference.evaluateAll(pad, List.of(input)).get(0), kernel))
                .get(0);
        Tensor actual = new CompiledGraph(graph, new Compiler(Backend.NATIVE, MemoryAccount.of("a test")))
                .run(List.of(input), new WeightSet(Map.of(), MemoryAccount.of("a test")), 1)
                .get(0);
        assertEquals(expected.shape(), actual.shape());
        assertArrayEquals(expected.toFloatArray(), actual.toFloatArray(), 1e-5f);
        TaskGraph tasks = TaskGraph.of(graph, List.of(input.shape()));
        AbsorbedPadding.apply(tasks);
        return tasks.tasks().size();
    }

    @Test
    void zerosBecomePaddingOfTheConvolution() {
        assertEquals(1, check(pad(ZEROS, 0), PLAIN, false));
        Padding more = new Padding.Explicit(List.of(1, 2), List.of(0, 1));
        assertEquals(1, check(pad(ZEROS, 0), new Conv(List.of(1, 1), List.of(1, 2), more, 1), false));
        assertEquals(1, check(pad(ZEROS, 0), new DepthwiseConv(List.of(2, 2), List.of(1, 1), Padding.VALID), false));
    }

    @Test
    void whatIsNoPaddingOfZerosStays() {
        assertEquals(2, check(pad(ZEROS, 1), PLAIN, false));
        assertEquals(2, check(pad(Pad.Mode.EDGE, 0), PLAIN, false));
        assertEquals(2, check(pad(ZEROS, 0), new Conv(List.of(2, 2), List.of(1, 1), Padding.SAME, 1), false));
        assertEquals(2, check(new Pad(List.of(1, 0, 0, 0), List.of(0, 0, 0, 0), ZEROS, 0), PLAIN, false));
        assertEquals(2, check(pad(ZEROS, 0), PLAIN, true));
    }
}
