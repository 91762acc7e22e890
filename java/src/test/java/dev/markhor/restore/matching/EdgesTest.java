package dev.markhor.restore.matching;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.StoredArray;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.GRU;
import dev.markhor.model.Input;
import dev.markhor.restore.Writer;
import dev.markhor.restore.matching.ObjectGraph.Node;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.nio.ByteBuffer;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is stored and does not fit, and sizes from which something else is done. */
class EdgesTest {
    private static StoredArray zeros(DType dtype, long... shape) {
        return new MemoryArray("zeros", Tensor.zeros(dtype, Shape.of(shape)));
    }

    private static StoredArray floats(long... shape) {
        return zeros(DType.FLOAT32, shape);
    }

    @Test
    void graphsHaveARootAndChildrenThatAreThere() {
        assertThrows(IllegalArgumentException.class, () -> new ObjectGraph("file", List.of()));
        for (int child : new int[] {-1, 1}) {
            List<Node> nodes = List.of(new Node(Map.of("a", child), Optional.empty()));
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> new ObjectGraph("file", nodes));
            assertEquals("file: object graph refers to node " + child + " of 1", e.getMessage());
        }
    }

    @Test
    void ofLongPathsOnlyTheEndIsKept() {
        Map<Integer, String> paths = ObjectGraph.of(Map.of("a".repeat(250) + "/b", Tensor.of(new float[1], 1)))
                .paths();
        assertEquals("a".repeat(250), paths.get(1));
        assertEquals("..." + "a".repeat(248) + "/b", paths.get(2));
    }

    @Test
    void longNamesAreAlikeOnlyIfTheyAreTheSame() {
        String longest = "x".repeat(200);
        assertEquals(Optional.of(longest + "y"), Similarity.nearest(longest + "y", List.of("z", longest + "y")));
        assertEquals(Optional.empty(), Similarity.nearest(longest + "y", List.of(longest)));
        assertEquals(Optional.empty(), Similarity.nearest(longest, List.of(longest + "y")));
        assertEquals(Optional.of(longest), Similarity.nearest("x".repeat(199), List.of(longest)));
    }

    @Test
    void onlyPartsThatFitAreJoined() {
        assertEquals(
                Shape.of(2, 7),
                JoinedArray.of(List.of(floats(2, 3), floats(2, 4))).shape());
        StoredArray first = floats(2, 3);
        for (StoredArray other : List.of(floats(3, 3), floats(6), zeros(DType.FLOAT64, 2, 3))) {
            assertSame(first, JoinedArray.of(List.of(first, other)));
        }
        StoredArray none = JoinedArray.of(List.of(floats(2, 0), floats(2, 0)));
        assertEquals(Tensor.of(new float[0], 2, 0), none.read());
    }

    @Test
    void onlyAnAxisOfOneIsDropped() {
        assertEquals(Shape.of(3), RearrangedArray.dropAxis(floats(1, 3), 0).shape());
        StoredArray two = floats(2, 3);
        assertSame(two, RearrangedArray.dropAxis(two, 0));
    }

    @Test
    void aNormalizationWithoutADeviationIsLeftAlone() {
        BatchNormalization layer = new BatchNormalization();
        layer.apply(Input.of(2));
        List<StoredArray> three = List.of(floats(2), floats(2), floats(2));
        assertSame(three, RunningDeviation.convert(layer, three));
        assertEquals(
                three,
                new Conversions(Writer.ofKeras("1.0.6")).convert(layer, WeightOrder.KERAS2.weights(layer), three));
    }

    @Test
    void aCuDnnGruNeedsTwoBiases() {
        GRU layer = new GRU(2).resetAfter(false);
        layer.apply(Input.of(4, 3));
        List<WeightOrder.Weight> weights = WeightOrder.KERAS2.weights(layer);
        Conversions conversions = new Conversions(Writer.ofKeras("2.2.4"));
        List<StoredArray> stored = List.of(floats(3, 6), floats(2, 6), floats(12));
        WeightMismatchException e =
                assertThrows(WeightMismatchException.class, () -> conversions.convert(layer, weights, stored));
        assertTrue(e.getMessage().contains("weights of a CuDNNGRU do not fit layer"), e.getMessage());
        for (List<StoredArray> other : List.of(
                List.of(floats(3, 6), floats(2, 6), floats(6)),
                List.of(floats(3, 5), floats(2, 6), floats(12)),
                List.of(floats(3, 5), floats(2, 5), floats(10)),
                List.of(floats(18), floats(2, 6), floats(12)),
                List.of(floats(3, 6), floats(12), floats(12)),
                List.of(floats(3, 6), floats(2, 6), floats(2, 6)),
                List.of(floats(3, 6), floats(2, 6)))) {
            assertEquals(other, conversions.convert(layer, weights, other));
        }
    }

    @Test
    void numbersOfOperations() {
        Set<String> gaps = Set.of("0", "3", "10");
        Set<String> program = Set.of("0", "1", "2");
        OperationNumbers numbers =
                OperationNumbers.of("a/_operations", gaps, program).orElseThrow();
        assertEquals(List.of("0", "3", "10"), List.of(numbers.stored("0"), numbers.stored("1"), numbers.stored("2")));
        assertTrue(OperationNumbers.of("_operations", gaps, program).isPresent());
        assertTrue(OperationNumbers.of("operations", gaps, program).isEmpty());
        assertTrue(OperationNumbers.of("_operations", Set.of("0", "a"), program).isEmpty());
        assertTrue(OperationNumbers.of("_operations", gaps, Set.of("0", "a")).isEmpty());
        assertTrue(OperationNumbers.of("_operations", gaps, Set.of("0", "1")).isEmpty());
        assertTrue(OperationNumbers.of("_operations", gaps, Set.of()).isEmpty());
    }

    private static Variable kernel(long rows, long units) {
        TestLayers.Dense layer = new TestLayers.Dense(units, new TestLayers.Counter());
        layer.apply(Input.of(rows));
        return layer.kernel();
    }

    @Test
    void textsAreNoNumbers() {
        StoredArray text = new MemoryArray("text", Tensor.of(new String[] {"a", "b"}, 1, 2));
        String mismatch = Assignments.mismatch(kernel(1, 2), text);
        assertEquals("the model expects float32, the value given has string", mismatch);
    }

    /** Says that it has one shape, and has another. */
    private record Liar(StoredArray truth, Shape shape) implements StoredArray {
        @Override
        public String name() {
            return "liar";
        }

        @Override
        public DType dtype() {
            return truth.dtype();
        }

        @Override
        public void readInto(ByteBuffer destination) {
            truth.readInto(destination);
        }

        @Override
        public Tensor read() {
            return truth.read();
        }
    }

    @Test
    void shapesThatChangeAreNoticed() {
        Variable kernel = kernel(1, 2);
        Assignments assignments = new Assignments();
        assignments.add(kernel, new Liar(floats(3), Shape.of(1, 2)));
        WeightMismatchException e =
                assertThrows(WeightMismatchException.class, () -> assignments.apply(Assignments.nextOrder()));
        assertEquals("liar changed its shape to " + Shape.of(3), e.getMessage());
    }

    /** From eight megabytes on several threads read. */
    @Test
    void largeValuesArrive() {
        Variable kernel = kernel(1024, 2048);
        float[] values = new float[1024 * 2048];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        Assignments assignments = new Assignments();
        assignments.add(kernel, new MemoryArray("values", Tensor.of(values, 1024, 2048)));
        assignments.apply(Assignments.nextOrder());
        assertArrayEquals(values, kernel.get().toFloatArray());
    }
}
