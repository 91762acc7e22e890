package dev.markhor.model;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Embedding;
import dev.markhor.layers.Flatten;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.FloatBuffer;
import java.nio.ReadOnlyBufferException;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class FloatCallsTest {
    private static Model mlp() {
        Value x = Input.of(2, 3);
        Value y = new Dense(7).activation("relu").apply(new Flatten().apply(x));
        return Model.of(x, new Dense(4).activation("softmax").apply(y));
    }

    private static float[] random(int count) {
        Random random = new Random(count);
        float[] values = new float[count];
        for (int i = 0; i < count; i++) {
            values[i] = random.nextFloat() - 0.5f;
        }
        return values;
    }

    @Test
    void givesWhatTensorsGiveForEveryBatch() {
        try (Model model = mlp()) {
            for (int batch : new int[] {1, 3, 1, 100}) {
                float[] input = random(batch * 6);
                float[] expected = model.predict(Tensor.of(input, batch, 2, 3)).toFloatArray();
                float[] output = new float[batch * 4];
                model.predict(input, output);
                assertArrayEquals(expected, output);
            }
        }
    }

    /** Declares no inputs. */
    private static final class Own extends Model {
        private final Dense dense = new Dense(4);

        @Override
        protected Value call(Value x) {
            return dense.apply(x);
        }
    }

    @Test
    void userDefinedModelsAreBuiltBefore() {
        try (Own model = new Own()) {
            IllegalArgumentException e =
                    assertThrows(IllegalArgumentException.class, () -> model.predict(new float[5], new float[4]));
            assertTrue(e.getMessage().contains("build(...) it for those that its calls will have"), e.getMessage());
            model.build(Spec.of(DType.FLOAT32, Shape.FREE, 5));
            float[] input = random(10);
            float[] output = new float[8];
            model.predict(input, output);
            assertArrayEquals(model.predict(Tensor.of(input, 2, 5)).toFloatArray(), output);
        }
    }

    @Test
    void readsAndFillsWhatRemainsInBuffers() {
        try (Model model = mlp()) {
            float[] input = random(6);
            float[] expected = new float[4];
            model.predict(input, expected);
            FloatBuffer heap = FloatBuffer.allocate(10).put(2, input).slice(2, 6);
            FloatBuffer direct = ByteBuffer.allocateDirect(28)
                    .order(ByteOrder.nativeOrder())
                    .asFloatBuffer()
                    .position(3);
            model.predict(heap, direct);
            assertEquals(3, direct.position());
            assertEquals(FloatBuffer.wrap(expected), direct);
            FloatBuffer foreign =
                    ByteBuffer.allocate(16).order(ByteOrder.BIG_ENDIAN).asFloatBuffer();
            model.predict(heap.asReadOnlyBuffer(), foreign);
            assertEquals(FloatBuffer.wrap(expected), foreign);
            assertThrows(ReadOnlyBufferException.class, () -> model.predict(heap, foreign.asReadOnlyBuffer()));
        }
    }

    @Test
    void takesNewWeightsAtOnce() {
        try (Model model = mlp()) {
            float[] output = new float[4];
            model.predict(random(6), output);
            String bias = model.weightsByPath().keySet().stream()
                    .filter(path -> path.endsWith("bias")
                            && model.weightsByPath().get(path).shape().size() == 4)
                    .findFirst()
                    .orElseThrow();
            model.assign(Map.of(bias, Tensor.of(new float[] {0, 0, 1000, 0}, 4)));
            model.predict(random(6), output);
            assertArrayEquals(new float[] {0, 0, 1, 0}, output);
        }
    }

    @Test
    void saysWhatDoesNotFit() {
        try (Model model = mlp()) {
            assertTrue(message(model, 5, 4).contains("samples of 6 values"));
            assertTrue(message(model, 0, 4).contains("samples of 6 values"));
            assertTrue(message(model, 12, 4).contains("gives 8 values for 12"));
            model.close();
            assertThrows(IllegalStateException.class, () -> model.predict(new float[6], new float[4]));
        }
        Value ids = Input.of(DType.INT32, 5);
        try (Model model = Model.of(ids, new Embedding(9, 2).apply(ids))) {
            assertTrue(message(model, 5, 10).contains("use predict with tensors"));
        }
    }

    private static String message(Model model, int inputs, int outputs) {
        return assertThrows(IllegalArgumentException.class, () -> model.predict(new float[inputs], new float[outputs]))
                .getMessage();
    }

    @Test
    void manyThreadsGetTheirOwnResults() {
        try (Model model = mlp()) {
            IntStream.range(0, 1000).parallel().forEach(i -> {
                float[] input = random(6 * (1 + i % 3));
                float[] output = new float[4 * (1 + i % 3)];
                model.predict(input, output);
                float[] expected =
                        model.predict(Tensor.of(input, 1 + i % 3, 2, 3)).toFloatArray();
                assertArrayEquals(expected, output);
            });
        }
    }
}
