package dev.markhor.restore.matching;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.StoredArray;
import dev.markhor.layers.GRU;
import dev.markhor.layers.LSTM;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

/** What CuDNN's layers stored, as Keras' own keep it. */
class GateBlocksTest {
    private static StoredArray counting(long... shape) {
        float[] values = new float[(int) Shape.of(shape).size()];
        for (int i = 0; i < values.length; i++) {
            values[i] = i;
        }
        return new MemoryArray("stored", Tensor.of(values, shape));
    }

    private static float[] values(StoredArray array) {
        return array.read().toFloatArray();
    }

    /** Two gates of three units, for an input of two: the block of a gate is the matrix of three rows and two columns. */
    @Test
    void blocksAreTransposed() {
        StoredArray kernel = GateBlocks.fromCuDnn(counting(2, 6), 2);
        assertEquals(Shape.of(2, 6), kernel.shape());
        assertEquals("stored", kernel.name());
        // the first gate's block is 0 1 2 / 6 7 8: row by row 0 1, 2 6, 7 8
        assertArrayEquals(new float[] {0, 2, 7, 3, 5, 10, 1, 6, 8, 4, 9, 11}, values(kernel));
    }

    private static List<StoredArray> convert(Layer layer, StoredArray... stored) {
        return RecurrentWeights.convert(layer, WeightOrder.KERAS2.weights(layer), List.of(stored), false);
    }

    @Test
    void lstm() {
        LSTM layer = new LSTM(1);
        layer.apply(Input.of(3, 2));
        List<StoredArray> converted = convert(layer, counting(2, 4), counting(1, 4), counting(8));
        assertArrayEquals(new float[] {0, 1, 2, 3, 4, 5, 6, 7}, values(converted.get(0)));
        assertArrayEquals(new float[] {4, 6, 8, 10}, values(converted.get(2)));
        assertEquals(Shape.of(4), converted.get(2).shape());
        List<StoredArray> plain = convert(layer, counting(2, 4), counting(1, 4), counting(4));
        assertArrayEquals(new float[] {0, 1, 2, 3}, values(plain.get(2)));
    }

    @Test
    void gru() {
        GRU layer = new GRU(2);
        layer.apply(Input.of(3, 1));
        List<StoredArray> converted = convert(layer, counting(1, 6), counting(2, 6), counting(12));
        assertArrayEquals(new float[] {0, 6, 2, 8, 4, 10, 1, 7, 3, 9, 5, 11}, values(converted.get(1)));
        assertEquals(Shape.of(2, 6), converted.get(2).shape());
        assertArrayEquals(values(counting(12)), values(converted.get(2)));
        GRU before = new GRU(2).resetAfter(false);
        before.apply(Input.of(3, 1));
        String message = assertThrows(
                        WeightMismatchException.class,
                        () -> convert(before, counting(1, 6), counting(2, 6), counting(12)))
                .getMessage();
        assertTrue(message.contains("a GRU with reset_after false"), message);
    }
}
