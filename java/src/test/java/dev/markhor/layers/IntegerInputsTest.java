package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Value;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Layers on integers: the values are those of Keras 3.15, which cannot compute where an error is expected here. */
class IntegerInputsTest {
    /** 1, 2, 3, … */
    private static Tensor predict(Layer layer, long... dims) {
        int count = (int) java.util.Arrays.stream(dims).reduce(1, (a, b) -> a * b);
        Value x = Input.of(DType.INT32, java.util.Arrays.copyOfRange(dims, 1, dims.length));
        try (Model model = Model.of(x, layer.apply(x))) {
            return model.predict(Tensor.of(IntStream.rangeClosed(1, count).toArray(), dims));
        }
    }

    private static void assertFloats(Tensor actual, float... expected) {
        assertEquals(DType.FLOAT32, actual.dtype());
        assertArrayEquals(expected, actual.toFloatArray(), 1e-5f);
    }

    @Test
    void averagesAreFloats() {
        assertFloats(predict(new GlobalAveragePooling1D(), 2, 3, 2), 3, 4, 9, 10);
        assertFloats(predict(new GlobalAveragePooling2D(), 2, 4, 2, 2), 8, 9, 24, 25);
    }

    @Test
    void promoted() {
        assertFloats(predict(new BatchNormalization(), 1, 3), 0.9995004f, 1.9990008f, 2.9985013f);
        assertFloats(predict(new LeakyReLU(), 1, 3), 1, 2, 3);
        assertFloats(predict(new Activation("tanh"), 1, 2), 0.7615942f, 0.9640276f);
        assertEquals(
                DType.FLOAT32, predict(new EinsumDense("ab,bc->ac", 2), 2, 3).dtype());
        assertEquals(DType.FLOAT32, predict(new LSTM(2), 2, 3, 2).dtype());
    }

    @Test
    void roundedWherePixelsAreMixed() {
        Tensor y = predict(new UpSampling2D(2).interpolation("bilinear"), 1, 4, 2, 2);
        assertEquals(DType.INT32, y.dtype());
        assertEquals(1, y.getLong(0));
        assertEquals(2, y.getLong(2));
    }

    static Stream<Layer> floatingOnly() {
        return Stream.of(
                new UnitNormalization(),
                new Softmax(),
                new ELU(),
                new LayerNormalization(),
                new RMSNormalization(),
                new GroupNormalization().groups(1),
                new Activation("gelu"),
                new Activation("sigmoid"),
                new Activation("softmax"));
    }

    @ParameterizedTest
    @MethodSource("floatingOnly")
    void refused(Layer layer) {
        String message = assertThrows(IllegalArgumentException.class, () -> layer.apply(Input.of(DType.INT32, 3)))
                .getMessage();
        assertTrue(message.contains("needs floating point numbers, got int32"), message);
    }

    @Test
    void averagesOfWindowsAreRefused() {
        Value x = Input.of(DType.UINT8, 4, 4, 2);
        assertThrows(IllegalArgumentException.class, () -> new AveragePooling2D(2).apply(x));
        assertThrows(IllegalArgumentException.class, () -> new AdaptiveAveragePooling2D(2).apply(x));
        assertThrows(IllegalArgumentException.class, () -> new MaxPooling2D(2).apply(Input.of(DType.BOOL, 4, 4, 2)));
    }
}
