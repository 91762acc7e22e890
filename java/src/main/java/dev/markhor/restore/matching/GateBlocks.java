package dev.markhor.restore.matching;

import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.util.function.UnaryOperator;

/** A recurrent layer's array in another arrangement, computed from the stored one when it is read. */
final class GateBlocks implements StoredArray {
    private final StoredArray source;
    private final Shape shape;
    private final UnaryOperator<double[]> rearrangement;

    private GateBlocks(StoredArray source, Shape shape, UnaryOperator<double[]> rearrangement) {
        this.source = source;
        this.shape = shape;
        this.rearrangement = rearrangement;
    }

    /**
     * From CuDNN's order: each gate's block of columns {@code [rows, units]} holds the transposed matrix, row by row, whatever its own
     * sides are.
     */
    static StoredArray fromCuDnn(StoredArray kernel, int gates) {
        int rows = Math.toIntExact(kernel.shape().dim(0));
        int units = Math.toIntExact(kernel.shape().dim(1) / gates);
        return new GateBlocks(kernel, kernel.shape(), stored -> {
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
        return new GateBlocks(bias, Shape.of(half), stored -> {
            double[] values = new double[half];
            for (int i = 0; i < half; i++) {
                values[i] = stored[i] + stored[half + i];
            }
            return values;
        });
    }

    /** A GRU keeps CuDNN's two biases as rows. */
    static StoredArray twoRows(StoredArray bias) {
        return new GateBlocks(bias, Shape.of(2, bias.shape().dim(0) / 2), stored -> stored);
    }

    @Override
    public String name() {
        return source.name();
    }

    @Override
    public DType dtype() {
        return source.dtype();
    }

    @Override
    public Shape shape() {
        return shape;
    }

    @Override
    public void readInto(ByteBuffer destination) {
        double[] values = rearrangement.apply(source.read().toDoubleArray());
        destination.put(Tensor.of(values, values.length).cast(dtype()).buffer().duplicate());
    }
}
