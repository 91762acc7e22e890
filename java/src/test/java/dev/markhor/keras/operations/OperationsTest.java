package dev.markhor.keras.operations;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.model.Input;
import dev.markhor.model.Inputs;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What golden files cannot show: arguments that do not fit, and sizes that follow the shapes of a call. */
class OperationsTest {
    private static Value tensorFlow(String symbol, Object first, Object... named) {
        Map<String, Object> arguments = new LinkedHashMap<>();
        for (int i = 0; i < named.length; i += 2) {
            arguments.put((String) named[i], structured(named[i + 1]));
        }
        Inputs inputs = Inputs.of(new ArrayList<>(Arrays.asList(structured(first))), arguments);
        return TensorFlowOperations.find(symbol)
                .orElseThrow()
                .apply(new Arguments(inputs, Map.of()))
                .single();
    }

    private static Object structured(Object argument) {
        return argument instanceof Value value ? Structure.of(value) : argument;
    }

    private static Value floats(long... dims) {
        return Placeholder.create(Spec.of(DType.FLOAT32, dims));
    }

    private static String messageOf(Runnable work) {
        return assertThrows(IllegalArgumentException.class, work::run).getMessage();
    }

    @Test
    void sizesFollowTheShapesOfACall() {
        Value x = Input.of(Shape.FREE, 2);
        Value steps = tensorFlow("strided_slice", tensorFlow("shape", x), "begin", 1, "end", 2, "shrink_axis_mask", 1);
        Value pairs = tensorFlow("math.multiply", steps, "y", 2L);
        Value y = tensorFlow("reshape", x, "shape", Structure.list(List.of(Ops.constant(Tensor.scalar(-1)), pairs)));
        assertEquals(Shape.of(Shape.FREE, Shape.FREE), y.shape());
        try (Model model = Model.of(x, y)) {
            for (int length : new int[] {3, 5}) {
                Tensor result = model.predict(Tensor.zeros(DType.FLOAT32, Shape.of(4, length, 2)));
                assertEquals(Shape.of(4, 2L * length), result.shape());
            }
        }
    }

    @Test
    void sizesFromNumbersAreRefused() {
        Value counts = Placeholder.create(Spec.of(DType.INT32, 2));
        String message = messageOf(() -> tensorFlow("reshape", floats(2, 3), "shape", counts));
        assertTrue(message.contains("numbers of a tensor"), message);
    }

    @Test
    void constantsTakeTheOtherOperandsType() {
        Value integers = Placeholder.create(Spec.of(DType.INT32, 3));
        assertEquals(DType.INT32, tensorFlow("math.add", integers, "y", 2L).dtype());
        assertEquals(
                DType.FLOAT32, tensorFlow("math.multiply", integers, "y", 0.5).dtype());
        assertEquals(
                DType.FLOAT64, tensorFlow("math.truediv", integers, "y", 2L).dtype());
        Value matrix = tensorFlow("math.add", floats(2, 2), "y", List.of(List.of(1L, 2L), List.of(3L, 4L)));
        assertEquals(Spec.of(DType.FLOAT32, 2, 2), matrix.spec());
        List<Object> ragged = List.of(List.of(1L), List.of(2L, 3L));
        assertTrue(messageOf(() -> tensorFlow("math.add", floats(2, 2), "y", ragged))
                .contains("no tensor, number or array"));
    }

    @Test
    void indexingMayHaveComputedBounds() {
        Value x = Input.of(Shape.FREE);
        Value last = Ops.cast(tensorFlow("size", x), DType.INT32);
        Value y = Indexing.get(
                x,
                Arrays.asList(
                        null, Ellipsis.ELLIPSIS, new SliceSpec(Optional.empty(), Optional.of(2L), Optional.empty())));
        assertEquals(Shape.of(1, Shape.FREE, Shape.FREE), y.shape());
        try (Model model = Model.of(
                x,
                Indexing.get(
                        x,
                        Arrays.asList(
                                0L,
                                new SliceSpec(Optional.empty(), Optional.of(Ops.add(last, -1)), Optional.empty()))))) {
            assertArrayEquals(
                    new float[] {1, 2},
                    model.predict(Tensor.of(new float[] {1, 2, 3}, 1, 3)).toFloatArray());
        }
        assertTrue(messageOf(() -> Indexing.get(x, List.of(1L, 2L, 3L))).contains("3 indices"));
        assertTrue(messageOf(() -> Indexing.get(x, List.of("a"))).contains("indexing by a"));
    }

    @Test
    void argumentsThatDoNotFitAreNamed() {
        assertTrue(messageOf(() -> tensorFlow("reshape", floats(2, 3))).contains("'shape' is missing"));
        assertTrue(messageOf(() -> tensorFlow("concat", floats(2), "axis", 0.5)).contains("'axis' must be an integer"));
        assertTrue(messageOf(() -> tensorFlow("split", floats(2, 5), "num_or_size_splits", 2L, "axis", 1L))
                .contains("does not split"));
        assertTrue(messageOf(() -> tensorFlow("pad", floats(2), "paddings", 1L, "mode", "WRAP"))
                .contains("'WRAP'"));
        assertTrue(messageOf(() -> tensorFlow(
                        "image.resize", floats(1, 2, 2, 3), "size", List.of(3L, 3L), "preserve_aspect_ratio", true))
                .contains("preserve_aspect_ratio"));
        assertTrue(messageOf(() -> tensorFlow("one_hot", floats(2), "depth", 1L << 30))
                .contains("one-hot"));
    }
}
