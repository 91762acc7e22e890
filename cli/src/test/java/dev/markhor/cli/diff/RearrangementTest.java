package dev.markhor.cli.diff;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.tensor.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RearrangementTest {
    private static final Tensor MATRIX = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);

    @Test
    void tellsFlips() {
        assertEquals(
                Optional.of("flipped along axis 1"),
                Rearrangement.of(MATRIX, Tensor.of(new float[] {3, 2, 1, 6, 5, 4}, 2, 3)));
        assertEquals(
                Optional.of("flipped along axes 0, 1"),
                Rearrangement.of(MATRIX, Tensor.of(new float[] {6, 5, 4, 3, 2, 1}, 2, 3)));
    }

    @Test
    void tellsTransposes() {
        assertEquals(
                Optional.of("transposed, axes in the order 1, 0"),
                Rearrangement.of(MATRIX, Tensor.of(new float[] {1, 4, 2, 5, 3, 6}, 3, 2)));
        assertEquals(
                Optional.of("transposed, axes in the order 1, 0, then flipped along axis 0"),
                Rearrangement.of(MATRIX, Tensor.of(new float[] {3, 6, 2, 5, 1, 4}, 3, 2)));
        Tensor cube = Tensor.of(new double[] {1, 2, 3, 4, 5, 6, 7, 8}, 2, 2, 2);
        assertEquals(
                Optional.of("transposed, axes in the order 1, 2, 0"),
                Rearrangement.of(cube, Tensor.of(new double[] {1, 5, 2, 6, 3, 7, 4, 8}, 2, 2, 2)));
    }

    /** LSTM layers have i, f, c, o in Keras and i, c, f, o elsewhere. */
    @Test
    void tellsGates() {
        Tensor gates = Tensor.of(new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 11, 12, 13, 14, 15, 16, 17, 18}, 2, 8);
        Tensor others = Tensor.of(new byte[] {1, 2, 5, 6, 3, 4, 7, 8, 11, 12, 15, 16, 13, 14, 17, 18}, 2, 8);
        assertEquals(Optional.of("4 blocks along axis 1 in the order 0, 2, 1, 3"), Rearrangement.of(gates, others));
    }

    @Test
    void tellsOtherOrdersFromOtherValues() {
        Tensor row = Tensor.of(new long[] {1, 2, 3, 4, 5}, 5);
        assertEquals(
                Optional.of("same values in another order"),
                Rearrangement.of(row, Tensor.of(new long[] {3, 1, 2, 5, 4}, 5)));
        assertEquals(Optional.empty(), Rearrangement.of(row, Tensor.of(new long[] {1, 2, 3, 4, 6}, 5)));
        assertEquals(
                Optional.of("reshaped [2, 3] to [6], values in the same order"),
                Rearrangement.of(MATRIX, MATRIX.reshape(6)));
    }
}
