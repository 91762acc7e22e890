package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Value;
import dev.markhor.model.Dialect;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.List;
import org.junit.jupiter.api.Test;

class MasksTest {
    private static final Tensor X = Tensor.of(new float[] {1, 2, 0, 0, 3, 0}, 1, 3, 2);
    private static final Tensor Y = Tensor.of(new float[] {0, 0, 0, 0, 5, 6}, 1, 3, 2);

    private final Value a = Input.of(3, 2);
    private final Value b = Input.of(3, 2);

    private float[] maskOf(Value merged) {
        try (Model model = Model.of(
                dev.markhor.model.Structure.list(List.of(a, b)),
                dev.markhor.model.Structure.of(Ops.cast(merged.mask().orElseThrow(), DType.FLOAT32)))) {
            return model.predict(List.of(X, Y)).get(0).toFloatArray();
        }
    }

    private static <T extends BaseLayer<T>> T in(Dialect dialect, T layer) {
        layer.setDialect(dialect);
        return layer;
    }

    private List<Value> masked() {
        return List.of(new Masking().apply(a), new Masking().apply(b));
    }

    @Test
    void mergesJoinMasksByTheDialect() {
        assertArrayEquals(
                new float[] {1, 0, 1}, maskOf(in(Dialect.KERAS3, new Add()).apply(masked())));
        assertArrayEquals(
                new float[] {0, 0, 1}, maskOf(in(Dialect.KERAS2, new Add()).apply(masked())));
        List<Value> half = List.of(new Masking().apply(a), b);
        assertTrue(in(Dialect.KERAS3, new Add()).apply(half).mask().isEmpty());
        assertArrayEquals(
                new float[] {1, 0, 1}, maskOf(in(Dialect.KERAS2, new Add()).apply(half)));
    }

    @Test
    void concatenationJoinsMasksAlongTime() {
        assertArrayEquals(new float[] {1, 0, 1, 0, 0, 1}, maskOf(new Concatenate(1).apply(masked())));
        assertArrayEquals(
                new float[] {1, 0, 1, 1, 1, 1}, maskOf(new Concatenate(1).apply(List.of(new Masking().apply(a), b))));
        assertArrayEquals(new float[] {1, 0, 1}, maskOf(new Concatenate().apply(masked())));
        assertArrayEquals(
                new float[] {0, 0, 1},
                maskOf(in(Dialect.KERAS2, new Concatenate()).apply(masked())));
    }

    @Test
    void layersPassMasksAsKerasDoes() {
        Value x = new Masking().apply(a);
        assertTrue(new Dense(2).apply(x).mask().isPresent());
        assertTrue(new Dropout(0.5).apply(x).mask().isPresent());
        assertTrue(new Activation("relu").apply(x).mask().isPresent());
        assertTrue(new LayerNormalization().apply(x).mask().isPresent());
        assertTrue(new Conv1D(2, 3).apply(x).mask().isEmpty());
        assertTrue(new Flatten().apply(x).mask().isEmpty());
        assertTrue(new MaxPooling1D().apply(x).mask().isEmpty());
        assertTrue(new Embedding(9, 2)
                .maskZero(true)
                .apply(Input.of(DType.INT32, 3))
                .mask()
                .isPresent());
        assertTrue(new Embedding(9, 2).apply(Input.of(DType.INT32, 3)).mask().isEmpty());
    }

    @Test
    void averagePoolingCountsUnmaskedSteps() {
        Value pooled = new GlobalAveragePooling1D().apply(new Masking().apply(a));
        try (Model model = Model.of(a, pooled)) {
            assertArrayEquals(new float[] {2, 1}, model.predict(X).toFloatArray());
            assertTrue(
                    Float.isNaN(model.predict(Tensor.of(new float[6], 1, 3, 2)).toFloatArray()[0]));
        }
    }

    @Test
    void softmaxLeavesMaskedStepsOut() {
        Value ids = Input.of(DType.INT32, 3);
        Value scores = Ops.squeeze(
                new Embedding(4, 1)
                        .embeddingsInitializer(dev.markhor.variable.Initializers.ones())
                        .apply(ids),
                2);
        Value mask = Ops.notEqual(ids, Ops.constant(0, ids));
        Value y = new Softmax()
                .apply(dev.markhor.model.Inputs.of(scores).with("mask", dev.markhor.model.Structure.of(mask)))
                .single();
        try (Model model = Model.of(ids, y)) {
            assertArrayEquals(
                    new float[] {0.5f, 0.5f, 0},
                    model.predict(Tensor.of(new int[] {1, 2, 0}, 1, 3)).toFloatArray(),
                    1e-6f);
            assertArrayEquals(
                    new float[3], model.predict(Tensor.of(new int[3], 1, 3)).toFloatArray());
        }
    }

    @Test
    void maskedStepsAreNeutralInProducts() {
        Value product = new Multiply().apply(masked());
        try (Model model =
                Model.of(dev.markhor.model.Structure.list(List.of(a, b)), dev.markhor.model.Structure.of(product))) {
            assertArrayEquals(
                    new float[] {1, 2, 0, 0, 15, 0},
                    model.predict(List.of(X, Y)).get(0).toFloatArray());
        }
        assertEquals("[?, 3]", product.mask().orElseThrow().shape().toString());
    }
}
