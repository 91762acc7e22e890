package dev.markhor.cli.bench;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class InputMatchingTest {
    private static final Spec ROWS = Spec.of(DType.FLOAT32, Shape.FREE, 3);
    private static final Spec WORDS = Spec.of(DType.INT32, Shape.FREE, Shape.FREE);

    private static Map<String, Spec> inputs(String first, Spec firstSpec, String second, Spec secondSpec) {
        Map<String, Spec> inputs = new LinkedHashMap<>();
        inputs.put(first, firstSpec);
        inputs.put(second, secondSpec);
        return inputs;
    }

    @Test
    void namesCountBeforeOrder() {
        InputMatching matching = new InputMatching(
                inputs("rows", ROWS, "words", WORDS),
                inputs("words:0", Spec.of(DType.INT64, Shape.FREE, 7), "rows:0", ROWS));
        assertEquals(
                List.of(ROWS, Spec.of(DType.INT32, Shape.FREE, 7)), matching.specs(), "the sizes that either knows");
        Tensor rows = Tensor.of(new float[] {1, 2, 3}, 1, 3);
        Tensor words = Tensor.of(new int[] {1, 2, 3, 4, 5, 6, 7}, 1, 7);
        assertEquals(List.of(words.cast(DType.INT64), rows), matching.forTwin(List.of(rows, words)));
    }

    @Test
    void otherNamesAreTakenInOrder() {
        InputMatching matching = new InputMatching(inputs("rows", ROWS, "words", WORDS), inputs("a", ROWS, "b", WORDS));
        Tensor rows = Tensor.of(new float[] {1, 2, 3}, 1, 3);
        Tensor words = Tensor.of(new int[] {1}, 1, 1);
        assertEquals(List.of(rows, words), matching.forTwin(List.of(rows, words)));
    }

    @Test
    void integersOnOneSideAreIntegersOnBoth() {
        Spec floats = Spec.of(DType.FLOAT32, Shape.FREE, 7);
        Spec integers = Spec.of(DType.INT64, Shape.FREE, 7);
        assertEquals(List.of(integers), new InputMatching(Map.of("x", floats), Map.of("x", integers)).specs());
        assertEquals(List.of(integers), new InputMatching(Map.of("x", integers), Map.of("x", floats)).specs());
    }

    @Test
    void anotherLayoutIsRefused() {
        Map<String, Spec> last = Map.of("x", Spec.of(DType.FLOAT32, Shape.FREE, 32, 32, 3));
        for (Spec other : List.of(
                Spec.of(DType.FLOAT32, Shape.FREE, 3, 32, 32),
                Spec.of(DType.FLOAT32, Shape.FREE, 3072),
                Spec.of(DType.STRING, Shape.FREE, 32, 32, 3))) {
            String message = assertThrows(
                            IllegalArgumentException.class, () -> new InputMatching(last, Map.of("x", other)))
                    .getMessage();
            assertTrue(message.startsWith("the two models do not take the same: "), message);
            assertTrue(message.contains(other.toString()), message);
        }
        assertThrows(IllegalArgumentException.class, () -> new InputMatching(last, Map.of()));
    }
}
