package dev.markhor.ops;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import org.junit.jupiter.api.Test;

class JavaFunctionTest {
    private static final Function<List<Spec>, Spec> LIKE_INPUT = specs -> specs.get(0);

    /** Between ops, with another type and rank than its input, and a constant as second input. */
    @Test
    void functionsAreSteps() {
        Value x = Input.of(Shape.FREE);
        Value weights = Ops.constant(Tensor.of(new float[] {1, 10, 100}, 3));
        Value codes = Ops.javaFunction(
                specs -> Spec.of(DType.INT64, specs.get(0).shape().dim(0)),
                JavaFunctionTest::weightedSums,
                Ops.multiply(x, 2),
                weights);
        try (Model model = Model.of(x, Ops.cast(Ops.add(codes, codes), DType.FLOAT32))) {
            assertArrayEquals(
                    new float[] {1284, 2568},
                    model.predict(Tensor.of(new float[] {1, 2, 3, 2, 4, 6}, 2, 3))
                            .toFloatArray());
            assertArrayEquals(
                    new float[] {4},
                    model.predict(Tensor.of(new float[] {1}, 1, 1)).toFloatArray());
        }
    }

    private static Tensor weightedSums(List<Tensor> inputs) {
        Tensor x = inputs.get(0);
        int columns = (int) x.shape().dim(1);
        long[] sums = new long[(int) x.shape().dim(0)];
        for (int i = 0; i < x.size(); i++) {
            sums[i / columns] += Math.round(x.getDouble(i) * inputs.get(1).getDouble(i % columns));
        }
        return Tensor.of(sums, sums.length);
    }

    /** The memory that a step reads from is used again, but not what the function was given. */
    @Test
    void tensorsMayBeKept() {
        List<Tensor> kept = new ArrayList<>();
        Value x = Input.of(2);
        Value y = Ops.javaFunction(
                LIKE_INPUT,
                tensors -> {
                    kept.addAll(tensors);
                    return tensors.get(0);
                },
                Ops.add(x, 1));
        try (Model model = Model.of(x, Ops.multiply(y, 3))) {
            model.predict(Tensor.of(new float[] {1, 2}, 1, 2));
            model.predict(Tensor.of(new float[] {5, 6}, 1, 2));
        }
        assertArrayEquals(new float[] {2, 3}, kept.get(0).toFloatArray());
        assertArrayEquals(new float[] {6, 7}, kept.get(1).toFloatArray());
    }

    @Test
    void aPromiseIsKept() {
        IllegalStateException shape = assertThrows(
                IllegalStateException.class, () -> call(LIKE_INPUT, tensors -> Tensor.of(new float[3], 1, 3)));
        assertTrue(shape.getMessage().contains("promised [float32[1, 2]]"), shape.getMessage());
        assertTrue(shape.getMessage().contains("gave [float32[1, 3]]"), shape.getMessage());
        assertThrows(IllegalStateException.class, () -> call(LIKE_INPUT, tensors -> Tensor.of(new int[2], 1, 2)));
        IllegalArgumentException free = assertThrows(
                IllegalArgumentException.class,
                () -> call(specs -> Spec.of(DType.FLOAT32, Shape.FREE), tensors -> tensors.get(0)));
        assertTrue(free.getMessage().contains("must know its shapes"), free.getMessage());
    }

    @Test
    void stringsGoInAndOut() {
        Value text = Input.of(DType.STRING, 2);
        Value shouted = Ops.javaFunction(
                LIKE_INPUT,
                tensors -> Tensor.of(
                        Arrays.stream(tensors.get(0).toStringArray())
                                .map(word -> word.toUpperCase(Locale.ROOT))
                                .toArray(String[]::new),
                        tensors.get(0).shape().dims()),
                text);
        Value lengths = Ops.javaFunction(
                specs -> specs.get(0).withDType(DType.FLOAT32),
                tensors -> Tensor.of(new float[] {tensors.get(0).getString(0).length(), 0}, 1, 2),
                shouted);
        try (Model model = Model.of(Structure.of(text), Structure.list(List.of(shouted, Ops.add(lengths, 1))))) {
            List<Tensor> results = model.predict(List.of(Tensor.of(new String[] {"abc", "d"}, 1, 2)));
            assertArrayEquals(new String[] {"ABC", "D"}, results.get(0).toStringArray());
            assertArrayEquals(new float[] {4, 1}, results.get(1).toFloatArray());
        }
    }

    @Test
    void whatAFunctionThrowsComesThrough() {
        UnsupportedOperationException thrown = new UnsupportedOperationException("no");
        assertEquals(
                thrown,
                assertThrows(
                        UnsupportedOperationException.class,
                        () -> call(LIKE_INPUT, tensors -> {
                            throw thrown;
                        })));
    }

    private static void call(Function<List<Spec>, Spec> output, Function<List<Tensor>, Tensor> function) {
        Value x = Input.of(2);
        try (Model model = Model.of(x, Ops.javaFunction(output, function, Ops.add(x, 1)))) {
            model.predict(Tensor.of(new float[] {1, 2}, 1, 2));
        }
    }

    @Test
    void nullIsNoResult() {
        Value x = Input.of(2);
        try (Model model = Model.of(x, Ops.javaFunction(LIKE_INPUT, tensors -> null, x))) {
            String message = assertThrows(
                            IllegalStateException.class, () -> model.predict(Tensor.of(new float[] {1, 2}, 1, 2)))
                    .getMessage();
            assertTrue(message.contains("promised [float32[1, 2]]") && message.contains("gave null"), message);
        }
        assertTrue(assertThrows(
                        IllegalArgumentException.class,
                        () -> Ops.javaFunction(specs -> null, tensors -> tensors.get(0), x))
                .getMessage()
                .contains("gave null"));
    }
}
