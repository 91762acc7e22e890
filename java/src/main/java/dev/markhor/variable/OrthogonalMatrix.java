package dev.markhor.variable;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.Tensor;
import java.util.SplittableRandom;

/** Draws matrices with orthonormal rows or columns: normal vectors, made orthogonal one after the other. */
final class OrthogonalMatrix {
    private OrthogonalMatrix() {}

    static Tensor draw(Spec spec, double gain, SplittableRandom random) {
        if (spec.shape().rank() < 2) {
            throw new IllegalArgumentException("orthogonal initializes shapes of rank 2 or more, not " + spec.shape());
        }
        int columns = Math.toIntExact(spec.shape().dim(-1));
        int rows = Math.toIntExact(spec.shape().size() / Math.max(1, columns));
        int count = Math.min(rows, columns);
        int length = Math.max(rows, columns);
        double[][] vectors = orthonormal(count, length, random);
        int[] index = {0};
        return Initializers.fill(spec, () -> {
            int row = index[0] / columns;
            int column = index[0]++ % columns;
            return gain * (rows <= columns ? vectors[row][column] : vectors[column][row]);
        });
    }

    private static double[][] orthonormal(int count, int length, SplittableRandom random) {
        double[][] vectors = new double[count][length];
        for (int i = 0; i < count; i++) {
            do {
                for (int j = 0; j < length; j++) {
                    vectors[i][j] = random.nextGaussian();
                }
                for (int pass = 0; pass < 2; pass++) { // the second pass removes what rounding left over
                    for (int k = 0; k < i; k++) {
                        add(vectors[i], vectors[k], -dot(vectors[i], vectors[k]));
                    }
                }
            } while (dot(vectors[i], vectors[i]) < 1e-12);
            double norm = Math.sqrt(dot(vectors[i], vectors[i]));
            for (int j = 0; j < length; j++) {
                vectors[i][j] /= norm;
            }
        }
        return vectors;
    }

    private static double dot(double[] a, double[] b) {
        double sum = 0;
        for (int i = 0; i < a.length; i++) {
            sum += a[i] * b[i];
        }
        return sum;
    }

    private static void add(double[] a, double[] b, double factor) {
        for (int i = 0; i < a.length; i++) {
            a[i] += factor * b[i];
        }
    }
}
