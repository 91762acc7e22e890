package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.execution.ExecutionOptions;
import dev.markhor.graph.Value;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.Test;

/** Sizes that no model has and a file can nevertheless hold: they end, in a result or in an error. */
class ExtremeSizesTest {
    private static Tensor predict(Layer layer, long... dims) {
        Value x = Input.of(java.util.Arrays.copyOfRange(dims, 1, dims.length));
        try (Model model = Model.of(x, layer.apply(x))) {
            return Assertions.assertTimeoutPreemptively(
                    Duration.ofSeconds(20), () -> model.predict(Tensor.full(DType.FLOAT32, Shape.of(dims), 1)));
        }
    }

    @Test
    void stridesFarBeyondTheResult() {
        int huge = Integer.MAX_VALUE;
        Layer layer = new Conv2DTranspose(1, 3)
                .strides(huge)
                .padding("same")
                .outputPadding(0)
                .useBias(false);
        assertEquals(Shape.of(1, 1, 1, 1), predict(layer, 1, 1, 1, 1).shape());
        assertEquals(
                Shape.of(0, huge, 2),
                predict(new Conv1DTranspose(2, 2).strides(huge), 0, 1, 1).shape());
    }

    @Test
    void windowsFarBeyondTheInput() {
        Layer layer = new AveragePooling2D(Integer.MAX_VALUE).strides(1).padding("same");
        assertArrayEquals(new float[] {1, 1, 1, 1}, predict(layer, 1, 2, 2, 1).toFloatArray());
    }

    @Test
    void nothingToNormalize() {
        assertEquals(Shape.of(1, 0), predict(new LayerNormalization(), 1, 0).shape());
        assertEquals(Shape.of(1, 0), predict(new BatchNormalization(), 1, 0).shape());
        assertEquals(
                Shape.of(0, 3), predict(new Dense(3).activation("relu"), 0, 2).shape());
        assertThrows(IllegalArgumentException.class, () -> new GroupNormalization().apply(Input.of(4, 0)));
    }

    @Test
    void variablesThatNoTensorHolds() {
        String message = assertThrows(IllegalArgumentException.class, () -> new Dense(1 << 30).apply(Input.of(4)))
                .getMessage();
        assertTrue(message.contains("variable 'kernel'") && message.contains("2 GiB"), message);
    }

    @Test
    void axesThatAreNot() {
        Value x = Input.of(4);
        assertThrows(IllegalArgumentException.class, () -> Ops.expandDims(x, 99));
        assertThrows(IllegalArgumentException.class, () -> Ops.expandDims(x, -99));
        assertThrows(IllegalArgumentException.class, () -> Ops.concatenate(List.of(), 0));
        assertThrows(
                IllegalArgumentException.class,
                () -> ExecutionOptions.defaults().withThreads(1 << 20));
    }

    @Test
    void noChannels() {
        assertEquals(
                Shape.of(1, 5, 2), predict(new Conv1DTranspose(2, 2), 1, 4, 0).shape());
        assertEquals(Shape.of(1, 3), predict(new Dense(3), 1, 0).shape());
        assertEquals(Shape.of(1, 2), predict(new LSTM(2), 1, 3, 0).shape());
    }
}
