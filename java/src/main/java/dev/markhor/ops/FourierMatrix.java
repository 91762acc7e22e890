package dev.markhor.ops;

import dev.markhor.graph.Constant;
import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.List;

/**
 * The matrix {@code [n, n]} of {@code cos(2 pi i j / n)}, or of sines, by which a product is the discrete Fourier transform of {@code n}
 * numbers: a constant in float32 once sizes are known.
 */
public record FourierMatrix(Size n, boolean sines) implements SizedOp {
    private static final long LARGEST = 1 << 13;

    @Override
    public String name() {
        return "fourier_matrix";
    }

    @Override
    public List<Spec> infer(List<Spec> operands) {
        long size = n.value(operands);
        Checks.require(
                size == Shape.FREE || size <= LARGEST, "a Fourier transform of " + size + " numbers by a matrix");
        return List.of(Spec.of(DType.FLOAT32, size, size));
    }

    @Override
    public Op resolved(List<Spec> operands) {
        int size = Math.toIntExact(n.value(operands));
        float[] circle = new float[size];
        for (int i = 0; i < size; i++) {
            double angle = 2 * Math.PI * i / size;
            circle[i] = (float) (sines ? Math.sin(angle) : Math.cos(angle));
        }
        float[] matrix = new float[size * size];
        for (int i = 0; i < size; i++) {
            for (int j = 0; j < size; j++) {
                matrix[i * size + j] = circle[(int) ((long) i * j % size)];
            }
        }
        return new Constant(Tensor.of(matrix, size, size));
    }
}
