package dev.markhor.compile;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.markhor.execution.Backend;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.ops.IndexOf;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Slice;
import dev.markhor.ops.TokenAt;
import dev.markhor.ops.Tokenize;
import dev.markhor.ops.Vocabulary;
import dev.markhor.runtime.WeightSet;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import org.junit.jupiter.api.Test;

/** Graphs with strings in them. */
class CompiledGraphTest {
    private static final Vocabulary LETTERS = new Vocabulary(() -> "test", DType.STRING);

    static {
        LETTERS.assign(List.of("a", "b", "c"));
    }

    private static Value index(Value tokens) {
        IndexOf.Unknown none = new IndexOf.Unknown(0, 0, new IndexOf.FarmHash());
        return Ops.apply(new IndexOf(LETTERS, Optional.of(new IndexOf.Mask("", 2)), none), tokens);
    }

    private static Value token(Value indices) {
        return Ops.apply(new TokenAt(LETTERS, 0, Optional.empty(), "?"), indices);
    }

    private static Value strings(long... dims) {
        return Placeholder.create(Spec.of(DType.STRING, dims));
    }

    private static List<Tensor> run(Graph graph, Tensor... inputs) {
        return new CompiledGraph(graph, new Compiler(Backend.NATIVE, MemoryAccount.of("a test")))
                .run(List.of(inputs), new WeightSet(Map.of(), MemoryAccount.of("a test")), 1);
    }

    @Test
    void aGraphWithoutStringsIsOneStage() {
        Value x = Placeholder.create(Spec.of(DType.FLOAT32, Shape.FREE));
        Graph graph = Graph.of(List.of(x), List.of(Ops.add(Ops.negative(x), 1)));
        assertEquals(1, Stage.of(graph).size());
        assertEquals(List.of(Tensor.of(new float[] {0, -1}, 2)), run(graph, Tensor.of(new float[] {1, 2}, 2)));
    }

    @Test
    void stringsAndNumbersAlternate() {
        Value x = strings(Shape.FREE);
        Value rotated = Ops.binary(
                dev.markhor.ops.Binary.Function.MOD,
                Ops.add(index(x), Ops.constant(Tensor.of(new long[] {1}))),
                Ops.constant(Tensor.of(new long[] {3})));
        Graph graph = Graph.of(List.of(x), List.of(token(rotated), index(token(rotated)), rotated, x));
        assertEquals(3, Stage.of(graph).size());
        List<Tensor> results = run(graph, Tensor.of(List.of("a", "c")));
        assertEquals(Tensor.of(List.of("b", "a")), results.get(0));
        assertEquals(Tensor.of(new long[] {1, 0}, 2), results.get(1));
        assertEquals(results.get(1), results.get(2));
        assertEquals(Tensor.of(List.of("a", "c")), results.get(3));
    }

    @Test
    void sizesFollowTheTexts() {
        Value x = strings(Shape.FREE);
        Value tokens = Ops.apply(
                new Tokenize(Tokenize.Standardize.NONE, Tokenize.Split.WHITESPACE, List.of(), OptionalInt.empty()), x);
        Value sum = Ops.sum(Ops.cast(index(tokens), DType.FLOAT32), false, 1);
        Graph graph = Graph.of(List.of(x), List.of(sum));
        assertEquals(List.of(Tensor.of(new float[] {3}, 1)), run(graph, Tensor.of(List.of("b c"))));
        assertEquals(List.of(Tensor.of(new float[] {5, 4}, 2)), run(graph, Tensor.of(List.of("b c c", "a"))));
    }

    @Test
    void stringsMoveAsNumbersDo() {
        Value x = strings(Shape.FREE, 2);
        Value turned = Ops.transpose(Ops.concatenate(List.of(x, Ops.flip(x, 1)), 0), 1, 0);
        Graph graph = Graph.of(
                List.of(x),
                List.of(Ops.reshape(Ops.slice(turned, 0, 1, Slice.OPEN, 1), Shape.FREE), Ops.tile(x, 1, 2)));
        List<Tensor> results = run(graph, Tensor.of(new String[][] {{"a", "b"}}));
        assertEquals(Tensor.of(List.of("b", "a")), results.get(0));
        assertEquals(Tensor.of(new String[][] {{"a", "b", "a", "b"}}), results.get(1));
    }

    @Test
    void arithmeticOnStringsIsRefused() {
        Value x = strings(2);
        Graph graph = Graph.of(List.of(x), List.of(Ops.add(x, x)));
        assertThrows(IllegalArgumentException.class, () -> run(graph, Tensor.of(List.of("a", "b"))));
    }
}
