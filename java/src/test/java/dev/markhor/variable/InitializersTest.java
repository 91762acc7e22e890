package dev.markhor.variable;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertNotEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializers.Distribution;
import dev.markhor.variable.Initializers.Fan;
import java.util.Arrays;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

class InitializersTest {
    private static final Spec KERNEL = Spec.of(DType.FLOAT32, 3, 3, 40, 80);

    /** Initialiser, expected standard deviation, largest possible magnitude. */
    static Stream<Arguments> distributions() {
        double in = 360;
        double out = 720;
        return Stream.of(
                Arguments.of(Initializers.glorotUniform(1), Math.sqrt(2 / (in + out)), Math.sqrt(6 / (in + out))),
                Arguments.of(
                        Initializers.varianceScaling(2, Fan.IN, Distribution.TRUNCATED_NORMAL, 1L),
                        Math.sqrt(2 / in),
                        2 * Math.sqrt(2 / in) / 0.8796),
                Arguments.of(
                        Initializers.varianceScaling(1, Fan.OUT, Distribution.UNTRUNCATED_NORMAL, 1L),
                        Math.sqrt(1 / out),
                        1),
                Arguments.of(Initializers.randomUniform(-0.05, 0.05, 1L), 0.1 / Math.sqrt(12), 0.05),
                Arguments.of(Initializers.randomNormal(0, 0.05, 1L), 0.05, 1),
                Arguments.of(Initializers.truncatedNormal(0, 0.05, 1L), 0.05 * 0.8796, 0.1));
    }

    @ParameterizedTest
    @MethodSource("distributions")
    void distributionsAreKeras(Initializer initializer, double deviation, double limit) {
        double[] values = initializer.initialize(KERNEL).toDoubleArray();
        double mean = Arrays.stream(values).average().orElseThrow();
        double variance = Arrays.stream(values).map(v -> v * v).average().orElseThrow();
        assertEquals(0, mean, deviation * 0.02);
        assertEquals(deviation, Math.sqrt(variance), deviation * 0.02);
        assertTrue(Arrays.stream(values).allMatch(v -> Math.abs(v) <= limit * 1.0001));
    }

    @Test
    void seedsRepeatAndOthersDoNot() {
        Spec spec = Spec.of(DType.FLOAT32, 5);
        assertEquals(
                Initializers.glorotUniform(3).initialize(spec),
                Initializers.glorotUniform(3).initialize(spec));
        Initializer free = Initializers.glorotUniform();
        assertNotEquals(free.initialize(spec), free.initialize(spec));
    }

    @Test
    void orthogonalMatricesAreOrthonormal() {
        for (long[] shape : new long[][] {{7, 4}, {4, 7}, {2, 3, 5}}) {
            Tensor q = Initializers.orthogonal(1, 1L).initialize(Spec.of(DType.FLOAT64, shape));
            int columns = (int) shape[shape.length - 1];
            int rows = (int) (q.size() / columns);
            double[] m = q.toDoubleArray();
            boolean tall = rows >= columns;
            for (int a = 0; a < Math.min(rows, columns); a++) {
                for (int b = 0; b < Math.min(rows, columns); b++) {
                    double dot = 0;
                    for (int k = 0; k < Math.max(rows, columns); k++) {
                        dot += tall ? m[k * columns + a] * m[k * columns + b] : m[a * columns + k] * m[b * columns + k];
                    }
                    assertEquals(a == b ? 1 : 0, dot, 1e-12);
                }
            }
        }
    }

    @Test
    void constantsFillAnyType() {
        assertArrayEquals(
                new long[] {0, 0},
                Initializers.zeros().initialize(Spec.of(DType.INT64, 2)).toLongArray());
        assertArrayEquals(
                new double[] {2, 2},
                Initializers.constant(2).initialize(Spec.of(DType.FLOAT64, 2)).toDoubleArray());
        assertArrayEquals(
                new float[] {3, 0, 0, 3},
                Initializers.identity(3)
                        .initialize(Spec.of(DType.FLOAT32, 2, 2))
                        .toFloatArray());
    }
}
