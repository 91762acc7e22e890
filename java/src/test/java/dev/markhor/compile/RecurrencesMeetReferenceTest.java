package dev.markhor.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.binding.Kernels;
import dev.markhor.binding.ThreadPool;
import dev.markhor.execution.Backend;
import dev.markhor.graph.Constant;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Op;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.ops.Gru;
import dev.markhor.ops.Lstm;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Recurrence;
import dev.markhor.ops.SimpleRnn;
import dev.markhor.ops.Unary;
import dev.markhor.reference.Reference;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Recurrent ops with all their results, for each backend and instruction set, against their plain versions in Java. */
class RecurrencesMeetReferenceTest {
    private static final ThreadPool THREADS = ThreadPool.create(2);
    private static final Kernels.Isa USUAL = Kernels.isa();
    private static final Unary TANH = Unary.of(Unary.Function.TANH);
    private static final Unary SIGMOID = Unary.of(Unary.Function.SIGMOID);
    private static final int BATCH = 3;
    private static final int STEPS = 5;

    @AfterAll
    static void restore() {
        Kernels.forceIsa(USUAL);
        THREADS.close();
    }

    static Stream<OpCase> cases() {
        List<OpCase> cases = new ArrayList<>();
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (int variant = 0; variant < 16; variant++) {
                Recurrence recurrence =
                        new Recurrence((variant & 1) != 0, (variant & 2) != 0, (variant & 4) != 0, (variant & 8) != 0);
                for (int units : new int[] {5, 16, 33}) {
                    cases.add(draw(new Lstm(TANH, SIGMOID, recurrence), recurrence, dtype, units, 4, 1, 2));
                    cases.add(draw(new Gru(TANH, SIGMOID, true, recurrence), recurrence, dtype, units, 3, 2, 1));
                    cases.add(draw(new Gru(TANH, SIGMOID, false, recurrence), recurrence, dtype, units, 3, 1, 1));
                    cases.add(draw(new SimpleRnn(TANH, recurrence), recurrence, dtype, units, 1, 1, 1));
                }
            }
        }
        return cases.stream();
    }

    private static OpCase draw(
            Op op, Recurrence recurrence, DType dtype, int units, int gates, int weights, int states) {
        List<Spec> specs = new ArrayList<>();
        specs.add(Spec.of(dtype, BATCH, STEPS, (long) gates * units));
        specs.add(Spec.of(dtype, units, (long) gates * units));
        if (weights == 2) {
            specs.add(Spec.of(dtype, (long) gates * units));
        }
        for (int i = 0; recurrence.initialState() && i < states; i++) {
            specs.add(Spec.of(dtype, BATCH, units));
        }
        if (recurrence.masked()) {
            specs.add(Spec.of(DType.BOOL, BATCH, STEPS));
        }
        OpCase drawn = OpCase.of(op, specs.toArray(Spec[]::new));
        return drawn.with(1, tamed(drawn.tensors().get(1), units));
    }

    /** A kernel that does not blow up what rounding makes different. */
    private static Tensor tamed(Tensor kernel, int units) {
        double[] values = kernel.toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            values[i] *= 0.5 / Math.sqrt(units);
        }
        return Tensor.of(values, kernel.shape().dims()).cast(kernel.dtype());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agrees(OpCase test) {
        List<Tensor> expected = Reference.evaluateAll(test.op(), test.tensors());
        for (Backend backend : Backend.values()) {
            for (Kernels.Isa isa : Kernels.supportedIsas()) {
                Kernels.forceIsa(isa);
                List<Value> values = values(test);
                Graph graph = Graph.of(
                        placeholders(values), Node.of(test.op(), values).outputs());
                assertClose(
                        expected, run(graph, tensors(values, test), backend), test + " by " + backend + " on " + isa);
            }
        }
    }

    /** The kernel and the bias are constants, as weights are. */
    private static List<Value> values(OpCase test) {
        List<Value> values = new ArrayList<>();
        for (int i = 0; i < test.specs().size(); i++) {
            boolean weight = i == 1 || test.op() instanceof Gru gru && gru.resetAfter() && i == 2;
            values.add(
                    weight
                            ? Constant.create(test.tensors().get(i))
                            : Placeholder.create(test.specs().get(i)));
        }
        return values;
    }

    private static List<Value> placeholders(List<Value> values) {
        return values.stream()
                .filter(value -> value.node().op() instanceof Placeholder)
                .toList();
    }

    private static List<Tensor> tensors(List<Value> values, OpCase test) {
        List<Tensor> tensors = new ArrayList<>();
        for (int i = 0; i < values.size(); i++) {
            if (values.get(i).node().op() instanceof Placeholder) {
                tensors.add(test.tensors().get(i));
            }
        }
        return tensors;
    }

    private static List<Tensor> run(Graph graph, List<Tensor> tensors, Backend backend) {
        List<Shape> shapes = tensors.stream().map(Tensor::shape).toList();
        return new Compiler(backend, MemoryAccount.of("a test"))
                .compile(graph, shapes)
                .run(tensors, new WeightSet(Map.of(), MemoryAccount.of("a test")), THREADS);
    }

    private static void assertClose(List<Tensor> expected, List<Tensor> actual, String what) {
        assertEquals(expected.size(), actual.size(), what);
        for (int i = 0; i < expected.size(); i++) {
            assertEquals(expected.get(i).shape(), actual.get(i).shape(), what);
            double[] want = expected.get(i).toDoubleArray();
            double[] got = actual.get(i).toDoubleArray();
            double tolerance = expected.get(i).dtype() == DType.FLOAT64 ? 1e-12 : 1e-5;
            for (int k = 0; k < want.length; k++) {
                assertTrue(
                        Math.abs(want[k] - got[k]) <= tolerance * Math.max(1, Math.abs(want[k])),
                        what + ": element " + k + " of result " + i + " is " + got[k] + ", expected " + want[k]);
            }
        }
    }

    /** Both directions of one sequence become one instruction, in whatever order their tasks come; a chain of two does not. */
    @Test
    void directionsAreJoined() {
        int units = 4;
        Value x = Placeholder.create(Spec.of(DType.FLOAT32, BATCH, STEPS, units));
        Value kernel = Constant.create(Tensor.full(DType.FLOAT32, Shape.of(units, units), 1));
        Value there = simple(false, x, kernel);
        Value back = simple(true, Ops.multiply(x, 2), kernel);
        assertEquals(1, recurrences(Graph.of(List.of(x), List.of(there, Ops.flip(back, 1)))));
        assertEquals(1, recurrences(Graph.of(List.of(x), List.of(Ops.flip(there, 1), back))));
        assertEquals(2, recurrences(Graph.of(List.of(x), List.of(simple(true, there, kernel)))));
    }

    private static Value simple(boolean backwards, Value x, Value kernel) {
        SimpleRnn op = new SimpleRnn(TANH, new Recurrence(backwards, false, false, false));
        return Node.of(op, List.of(x, kernel)).output();
    }

    private static long recurrences(Graph graph) {
        TaskGraph tasks = TaskGraph.of(graph, List.of(Shape.of(BATCH, STEPS, 4)));
        RecurrencePairs.join(tasks.tasks());
        return tasks.tasks().stream()
                .filter(task -> task.op() instanceof RecurrencePairs.Both || task.op() instanceof SimpleRnn)
                .count();
    }
}
