package dev.markhor.restore.matching;

import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.Shape;

/** Arrays of recurrent layers in another arrangement than the stored one. */
final class GateBlocks {
    private GateBlocks() {}

    /**
     * From CuDNN's order: each gate's block of columns {@code [rows, units]} holds the transposed matrix, row by row, whatever its own
     * sides are.
     */
    static StoredArray fromCuDnn(StoredArray kernel, int gates) {
        int rows = Math.toIntExact(kernel.shape().dim(0));
        int units = Math.toIntExact(kernel.shape().dim(1) / gates);
        return new ComputedArray(kernel, kernel.shape(), stored -> {
            double[] values = new double[stored.length];
            for (int gate = 0; gate < gates; gate++) {
                for (int row = 0; row < rows; row++) {
                    for (int column = 0; column < units; column++) {
                        int from = column * rows + row; // within the block, read row by row
                        values[(row * gates + gate) * units + column] =
                                stored[(from / units * gates + gate) * units + from % units];
                    }
                }
            }
            return values;
        });
    }

    /** An LSTM's bias is the sum of CuDNN's two. */
    static StoredArray sumOfHalves(StoredArray bias) {
        int half = Math.toIntExact(bias.shape().dim(0) / 2);
        return new ComputedArray(bias, Shape.of(half), stored -> {
            double[] values = new double[half];
            for (int i = 0; i < half; i++) {
                values[i] = stored[i] + stored[half + i];
            }
            return values;
        });
    }

    /** A GRU keeps CuDNN's two biases as rows. */
    static StoredArray twoRows(StoredArray bias) {
        return new ComputedArray(bias, Shape.of(2, bias.shape().dim(0) / 2), stored -> stored);
    }
}
