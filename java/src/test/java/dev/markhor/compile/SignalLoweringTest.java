package dev.markhor.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.binding.ThreadPool;
import dev.markhor.execution.Backend;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Value;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.ops.Irfft;
import dev.markhor.ops.Rfft;
import dev.markhor.reference.Reference;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Fast Fourier transforms against their definition, at lengths of every kind and on rows that are too short or too long. */
class SignalLoweringTest {
    @ParameterizedTest
    @ValueSource(ints = {1, 2, 3, 4, 5, 6, 7, 8, 12, 13, 16, 30, 64, 100, 128, 257, 512, 1000})
    void transformsMeetTheirDefinition(int length) {
        for (DType dtype : new DType[] {DType.FLOAT32, DType.FLOAT64}) {
            for (int size : new int[] {length, Math.max(1, length - 3), length + 5}) {
                assertAgrees(OpCase.of(new Rfft(length), dtype, new long[] {2, 3, size}));
                assertAgrees(OpCase.of(new Irfft(length), dtype, new long[] {3, size}, new long[] {3, size}));
            }
        }
    }

    @ParameterizedTest
    @ValueSource(ints = {8, 15, 1 << 14})
    void inversesGiveTheSignalBack(int length) {
        OpCase test = OpCase.of(new Rfft(length), DType.FLOAT64, new long[] {2, length});
        OpCase back = OpCase.of(
                new Irfft(length), DType.FLOAT64, new long[] {2, length / 2 + 1}, new long[] {2, length / 2 + 1});
        List<Tensor> bins = run(test);
        assertClose(
                test.tensors().get(0),
                run(back.with(0, bins.get(0)).with(1, bins.get(1))).get(0),
                "" + length);
    }

    private static void assertAgrees(OpCase test) {
        List<Tensor> expected = Reference.evaluateAll(test.op(), test.tensors());
        List<Tensor> actual = run(test);
        assertEquals(expected.size(), actual.size());
        for (int i = 0; i < expected.size(); i++) {
            assertClose(expected.get(i), actual.get(i), test + ", output " + i);
        }
    }

    private static List<Tensor> run(OpCase test) {
        List<Value> inputs = test.specs().stream().map(Placeholder::create).toList();
        Graph graph = Graph.of(inputs, Node.of(test.op(), inputs).outputs());
        try (ThreadPool threads = ThreadPool.create(1)) {
            return new Compiler(Backend.NATIVE, MemoryAccount.of("a test"))
                    .compile(graph, test.tensors().stream().map(Tensor::shape).toList())
                    .run(test.tensors(), new WeightSet(Map.of(), MemoryAccount.of("a test")), threads);
        }
    }

    private static void assertClose(Tensor expected, Tensor actual, String what) {
        assertEquals(expected.dtype(), actual.dtype(), what);
        assertEquals(expected.shape(), actual.shape(), what);
        double scale = 1;
        for (double value : expected.toDoubleArray()) {
            scale = Math.max(scale, Math.abs(value));
        }
        double tolerance = (expected.dtype() == DType.FLOAT64 ? 1e-12 : 1e-6) * scale;
        for (long i = 0; i < expected.size(); i++) {
            double off = Math.abs(expected.getDouble(i) - actual.getDouble(i));
            assertTrue(off <= tolerance, what + ": element " + i + " is off by " + off);
        }
    }
}
