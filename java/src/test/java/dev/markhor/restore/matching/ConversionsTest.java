package dev.markhor.restore.matching;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.formats.StoredArray;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Conv1D;
import dev.markhor.layers.Conv2D;
import dev.markhor.layers.ConvLSTM2D;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.restore.Writer;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ConversionsTest {
    private static StoredArray counting(long... shape) {
        int size = (int) Shape.of(shape).size();
        float[] values = new float[size];
        IntStream.range(0, size).forEach(i -> values[i] = i);
        return new MemoryArray("kernel", Tensor.of(values, shape));
    }

    private static StoredArray convert(Conversions conversions, Layer layer, StoredArray kernel) {
        List<WeightOrder.Weight> weights = WeightOrder.KERAS2.weights(layer);
        StoredArray bias = new MemoryArray("bias", Tensor.of(new float[2], 2));
        return conversions.convert(layer, weights, List.of(kernel, bias)).get(0);
    }

    @Test
    void theanosKernelsAreFlippedAndTurned() {
        Conv2D layer = new Conv2D(2, 3, 3);
        layer.apply(Input.of(8, 8, 1)); // kernel [3, 3, 1, 2]
        StoredArray converted =
                convert(new Conversions(Writer.ofKeras("1.0.7").withBackend("theano")), layer, counting(2, 1, 3, 3));
        assertEquals(Shape.of(3, 3, 1, 2), converted.shape());
        float[] values = converted.read().toFloatArray();
        assertArrayEquals(new float[] {8, 17, 7, 16, 6, 15}, java.util.Arrays.copyOf(values, 6), "last element first");
    }

    @Test
    void keras1Conv1DLosesItsSecondAxis() {
        Conv1D layer = new Conv1D(2, 3);
        layer.apply(Input.of(8, 4)); // kernel [3, 4, 2]
        assertEquals(
                counting(3, 4, 2).read(),
                convert(new Conversions(Writer.ofKeras("1.2.2")), layer, counting(3, 1, 4, 2))
                        .read());
        StoredArray turned = convert(new Conversions(Writer.ofKeras("1.2.2")), layer, counting(2, 4, 3, 1));
        assertEquals(Shape.of(3, 4, 2), turned.shape());
        assertArrayEquals(
                new float[] {0, 12, 3, 15},
                java.util.Arrays.copyOf(turned.read().toFloatArray(), 4));
    }

    @Test
    void aKernelOfAnotherLayoutIsTurnedByItsShape() {
        Conv2D layer = new Conv2D(2, 3, 3);
        layer.apply(Input.of(8, 8, 5));
        assertEquals(
                Shape.of(3, 3, 5, 2),
                convert(new Conversions(Writer.ofKeras("2.1.0")), layer, counting(5, 2, 3, 3))
                        .shape());
    }

    @Test
    void whatFitsIsLeftAlone() {
        Conv2D layer = new Conv2D(2, 3, 3);
        layer.apply(Input.of(8, 8, 1));
        StoredArray kernel = counting(3, 3, 1, 2);
        assertEquals(kernel, convert(new Conversions(Writer.ofKeras("1.2.2")), layer, kernel));
        assertEquals(kernel, convert(new Conversions(Writer.ofKeras("2.1.0")), layer, kernel));
    }

    @Test
    void theFirstVersionsStoredDeviations() {
        BatchNormalization layer = new BatchNormalization().epsilon(1e-6);
        layer.apply(Input.of(2));
        StoredArray deviation = new MemoryArray("running_std", Tensor.of(new float[] {0.5f, 2}, 2));
        List<StoredArray> stored = List.of(deviation, deviation, deviation, deviation);
        List<WeightOrder.Weight> weights = WeightOrder.KERAS2.weights(layer);
        float[] variance = new Conversions(Writer.ofKeras("1.0.6"))
                .convert(layer, weights, stored)
                .get(3)
                .read()
                .toFloatArray();
        assertArrayEquals(new float[] {0.25f, 4.000003f}, variance, 1e-6f);
        assertEquals(stored, new Conversions(Writer.ofKeras("1.0.7")).convert(layer, weights, stored));
        assertEquals(stored, new Conversions(Writer.ofKeras("1")).convert(layer, weights, stored));
    }

    /** An array for each gate, in the order i, c, f, o; Theano's kernels are flipped, that of the state too. */
    @Test
    void aConvolutionalLstmOfKeras1IsPutTogether() {
        ConvLSTM2D layer = new ConvLSTM2D(1, 1, 2);
        layer.apply(Input.of(3, 4, 4, 1)); // kernels [1, 2, 1, 4]
        List<StoredArray> stored = new ArrayList<>();
        for (int gate = 0; gate < 4; gate++) {
            stored.add(new MemoryArray("W", Tensor.of(new float[] {gate, 10 + gate}, 1, 2, 1, 1)));
            stored.add(new MemoryArray("U", Tensor.of(new float[] {20 + gate, 30 + gate}, 1, 2, 1, 1)));
            stored.add(new MemoryArray("b", Tensor.of(new float[] {40 + gate}, 1)));
        }
        for (boolean theano : new boolean[] {false, true}) {
            List<StoredArray> converted = new Conversions(
                            Writer.ofKeras("1.2.2").withBackend(theano ? "theano" : "tensorflow"))
                    .convert(layer, WeightOrder.KERAS2.weights(layer), stored);
            assertEquals(3, converted.size());
            float[] forwards = {0, 2, 1, 3, 10, 12, 11, 13};
            float[] flipped = {10, 12, 11, 13, 0, 2, 1, 3};
            float[] kernel = converted.get(0).read().toFloatArray();
            assertArrayEquals(theano ? flipped : forwards, kernel);
            float[] recurrent = converted.get(1).read().toFloatArray();
            for (int i = 0; i < recurrent.length; i++) {
                assertEquals(kernel[i] + 20, recurrent[i]);
            }
            assertArrayEquals(
                    new float[] {40, 42, 41, 43}, converted.get(2).read().toFloatArray());
        }
    }
}
