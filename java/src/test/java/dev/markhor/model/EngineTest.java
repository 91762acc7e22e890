package dev.markhor.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import org.junit.jupiter.api.Test;

/** What a model keeps of its calls. */
class EngineTest {
    /** Sums of sums along the steps: {@code [batch, steps, 8] -> [batch, 8]}. */
    private static final class Sums extends Model {
        @Override
        protected Value call(Value x) {
            Value y = Ops.multiply(Ops.tanh(x), Ops.exp(x));
            return Ops.sum(Ops.add(y, Ops.tanh(y)), false, 1);
        }
    }

    private static Tensor zeros(long... dims) {
        return Tensor.zeros(DType.FLOAT32, Shape.of(dims));
    }

    @Test
    void theLatestSignatures() {
        try (Sums model = new Sums()) {
            for (int round = 0; round < 2; round++) {
                for (int steps = 1; steps <= 40; steps++) {
                    float[] y = model.predict(zeros(1, steps, 8)).toFloatArray();
                    assertArrayEquals(new float[8], y);
                }
            }
            assertEquals(32, model.usableEngine().traces());
        }
    }

    @Test
    void whatPreparingHasTraced() {
        try (Sums model = new Sums()) {
            model.prepare(Shape.of(2, 3, 8));
            assertEquals(1, model.usableEngine().traces());
            assertArrayEquals(new float[16], model.predict(zeros(2, 3, 8)).toFloatArray());
            assertEquals(1, model.usableEngine().traces());
        }
    }

    @Test
    void memoryOfTheLargestCall() {
        try (Sums model = new Sums()) {
            model.predict(zeros(64, 100, 8));
            long largest = model.usableEngine().idleBytes();
            assertTrue(largest > 0);
            for (int batch = 1; batch <= 64; batch++) {
                model.predict(zeros(batch, 100, 8));
                model.predict(zeros(batch, 50, 8));
            }
            assertEquals(largest, model.usableEngine().idleBytes());
        }
    }
}
