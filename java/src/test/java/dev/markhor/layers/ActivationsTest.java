package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.markhor.graph.Value;
import dev.markhor.model.Dialect;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import org.junit.jupiter.api.Test;

class ActivationsTest {
    @Test
    void hardSigmoidGoesByTheDialect() {
        assertArrayEquals(new float[] {0, 1 / 6f * 1 + 0.5f, 1}, run(Dialect.KERAS3), 1e-6f);
        assertArrayEquals(new float[] {0, 0.7f, 1}, run(Dialect.KERAS2), 1e-6f);
        assertArrayEquals(new float[] {0, 0.7f, 1}, run(Dialect.KERAS1), 1e-6f);
    }

    private static float[] run(Dialect dialect) {
        Value x = Input.of(3);
        Value y = Activations.of("hard_sigmoid", dialect).apply(x);
        try (Model model = Model.of(x, y)) {
            return model.predict(Tensor.of(new float[] {-5, 1, 5}, 1, 3)).toFloatArray();
        }
    }

    @Test
    void everyNameWorks() {
        for (String name : Activations.names()) {
            Value y = new Activation(name).apply(Input.of(3, 4));
            assertEquals(
                    name.equals("glu") ? "[?, 3, 2]" : "[?, 3, 4]", y.shape().toString(), name);
        }
    }

    @Test
    void unknownNamesAreRefused() {
        assertThrows(IllegalArgumentException.class, () -> Activations.of("magic", Dialect.KERAS3));
        assertThrows(IllegalArgumentException.class, () -> Activations.glu(Input.of(3), -1));
    }
}
