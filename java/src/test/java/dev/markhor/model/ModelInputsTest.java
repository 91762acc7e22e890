package dev.markhor.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.BiConsumer;
import org.junit.jupiter.api.Test;

class ModelInputsTest {
    /** {@code x + offset}, the offset zero unless assigned. */
    private static final class Offset extends Layer {
        private Variable offset;

        @Override
        protected void build(Shape input) {
            offset = addWeight("offset", Shape.of(input.dim(-1)), spec -> Tensor.zeros(spec.dtype(), spec.shape()));
        }

        @Override
        protected Value call(Value x) {
            return Ops.add(x, offset.value());
        }
    }

    private static final class Own extends Model {
        private final Offset first = new Offset();

        @Override
        protected Value call(Value x) {
            return first.apply(x);
        }
    }

    private static Model sequential(long... dims) {
        Offset layer = new Offset();
        layer.setName("shift");
        return new Sequential(Input.of(dims), layer);
    }

    private static String refusal(Model model, Tensor x) {
        return assertThrows(IllegalArgumentException.class, () -> model.predict(x))
                .getMessage();
    }

    @Test
    void aSampleWithoutABatchIsToldHowToBecomeOne() {
        String message = refusal(sequential(28, 28, 1), Tensor.of(new float[28][28][1]));
        assertTrue(message.contains("float32[?, 28, 28, 1], got float32[28, 28, 1]"), message);
        assertTrue(message.contains("batch dimension is missing: for one sample, make it [1, 28, 28, 1]"), message);
        String other = refusal(sequential(4), Tensor.of(new float[] {1, 2, 3}, 3));
        assertTrue(other.contains("got float32[3]") && !other.contains("reshape"), other);
    }

    @Test
    void aModelBuiltForOtherInputsSaysSoAndWhichAttributeRefused() {
        try (Own own = new Own()) {
            own.build(Shape.FREE, 5);
            String message = refusal(own, Tensor.of(new float[1][6]));
            assertTrue(
                    message.startsWith("model 'own' was built for float32[?, 5], got float32[1, 6]: layer 'own' (Own)"),
                    message);
            assertTrue(message.contains("layer 'offset' (Offset, attribute 'first' of 'own') on "), message);
        }
    }

    @Test
    void anInputThatIsNullIsTold() {
        assertEquals("model 'sequential': input 0 is null", refusal(sequential(2), null));
    }

    @Test
    void modelsAndLayersSayWhatTheyAre() {
        Model model = sequential(2);
        assertEquals("Offset 'shift'", model.layer("shift").toString());
        assertEquals("Sequential 'sequential' {input_layer: float32[?, 2]}", model.toString());
        try (Own own = new Own()) {
            assertEquals("Own 'own', not built", own.toString());
            own.build(Shape.FREE, 5);
            assertEquals("Own 'own' [float32[?, 5]]", own.toString());
        }
    }

    @Test
    void textsAreNoNumbers() {
        String message = refusal(sequential(1), Tensor.of(new String[][] {{"a"}}));
        assertTrue(message.contains("got string[1, 1]"), message);
    }

    @Test
    void integersAreConvertedToTheInputsType() {
        Tensor y = sequential(2).predict(Tensor.of(new int[][] {{1, 2}}));
        assertEquals(Tensor.of(new float[][] {{1, 2}}), y);
    }

    @Test
    void preparingAndWarmingUpTakeTheDeclaredShapesOrOthers() {
        takesTheDeclaredShapesOrOthers(Model::prepare);
        takesTheDeclaredShapesOrOthers(Model::warmUp);
    }

    private static void takesTheDeclaredShapesOrOthers(BiConsumer<Model, Shape[]> way) {
        Shape[] none = {};
        way.accept(sequential(3), none);
        way.accept(sequential(3), new Shape[] {Shape.of(7, 3)});
        Model free = sequential(Shape.FREE, 3);
        way.accept(free, new Shape[] {Shape.of(2, 9, 3)});
        String message = assertThrows(IllegalArgumentException.class, () -> way.accept(free, none))
                .getMessage();
        assertTrue(message.contains("[1, ?, 3]"), message);
        assertThrows(IllegalArgumentException.class, () -> way.accept(free, new Shape[] {Shape.of(2, 9, 4)}));
        try (Own own = new Own()) {
            assertThrows(IllegalArgumentException.class, () -> way.accept(own, none));
            way.accept(own, new Shape[] {Shape.of(1, 5)});
            assertEquals(Shape.of(5), own.weights().get(0).shape());
        }
    }

    @Test
    void buildingTakesSizes() {
        try (Own own = new Own()) {
            own.build(Shape.FREE, 5);
            assertEquals(Shape.of(5), own.weightsByPath().get("first/offset").shape());
        }
    }

    @Test
    void weightsAreAssignedByPath() {
        Model model = sequential(2);
        Tensor x = Tensor.of(new float[][] {{1, 2}});
        model.predict(x);
        Variable offset = model.weightsByPath().get("shift/offset");
        offset.assign(Tensor.of(new double[] {10, 20}, 2));
        assertArrayEquals(new float[] {11, 22}, model.predict(x).toFloatArray());
        assertEquals(
                "variable 'offset' of layer 'shift' (Offset): expected a value of shape [2], got [1]",
                assertThrows(IllegalArgumentException.class, () -> offset.assign(Tensor.of(new float[] {1}, 1)))
                        .getMessage());
        assertThrows(IllegalArgumentException.class, () -> offset.assign(Tensor.of(new String[] {"1", "2"}, 2)));
        assertArrayEquals(new float[] {11, 22}, model.predict(x).toFloatArray());
        assertEquals(DType.FLOAT32, offset.get().dtype());
    }

    @Test
    void severalWeightsAreAssignedAtOnceOrNotAtAll() {
        Offset second = new Offset();
        second.setName("second");
        Model model = new Sequential(Input.of(1), new Offset(), second);
        Tensor one = Tensor.of(new float[] {1}, 1);
        model.assign(Map.of("offset/offset", one, "second/offset", one));
        Tensor x = Tensor.of(new float[][] {{1}});
        assertArrayEquals(new float[] {3}, model.predict(x).toFloatArray());
        Tensor two = Tensor.of(new float[] {2}, 1);
        Map<String, Tensor> wrong = Map.of("offset/offset", two, "second/offset", Tensor.of(new float[2], 2));
        assertThrows(IllegalArgumentException.class, () -> model.assign(wrong));
        String message = assertThrows(IllegalArgumentException.class, () -> model.assign(Map.of("third", two)))
                .getMessage();
        assertTrue(message.contains("'third', only offset/offset, second/offset"), message);
        assertArrayEquals(new float[] {3}, model.predict(x).toFloatArray());
    }

    /** As Keras flattens a dict: by sorted names, whatever is under them. */
    @Test
    void aListGoesToNamedInputsInTheOrderThatIsTold() {
        Value a = Input.of(1);
        Value b = Input.of(2);
        Value c = Input.of(3);
        Map<String, Structure<Value>> inputs = new LinkedHashMap<>();
        inputs.put("z", Structure.list(List.of(a, b)));
        inputs.put("m", Structure.of(c));
        Model model = Model.of(
                new Structure.Entries<>(inputs),
                Structure.list(List.of(new Offset().apply(a), new Offset().apply(b), new Offset().apply(c))));
        List<Long> widths = model.inputSpecs().values().stream()
                .map(spec -> spec.shape().dim(1))
                .toList();
        assertEquals(List.of(3L, 1L, 2L), widths);
        assertEquals("m", model.inputSpecs().keySet().iterator().next());
        List<Tensor> outputs = model.predict(List.of(
                Tensor.of(new float[] {4, 5, 6}, 1, 3),
                Tensor.of(new float[] {1}, 1, 1),
                Tensor.of(new float[] {2, 3}, 1, 2)));
        assertArrayEquals(new float[] {1}, outputs.get(0).toFloatArray());
        assertArrayEquals(new float[] {2, 3}, outputs.get(1).toFloatArray());
        assertArrayEquals(new float[] {4, 5, 6}, outputs.get(2).toFloatArray());
    }
}
