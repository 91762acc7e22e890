package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.graph.Value;
import dev.markhor.model.Dialect;
import dev.markhor.model.Input;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class AttentionTest {
    private final Value x = Input.of(4, 6);

    private static List<String> weights(Layer layer) {
        return layer.weightsByPath().entrySet().stream()
                .map(entry -> entry.getKey() + entry.getValue().shape())
                .toList();
    }

    @Test
    void multiHeadAttentionHasKerasWeights() {
        MultiHeadAttention layer = new MultiHeadAttention(2, 3).valueDim(5).useGate(true);
        assertEquals(Shape.of(Shape.FREE, 4, 6), layer.apply(x, x).shape());
        assertEquals(
                List.of(
                        "_query_dense/kernel[6, 2, 3]",
                        "_query_dense/bias[2, 3]",
                        "_key_dense/kernel[6, 2, 3]",
                        "_key_dense/bias[2, 3]",
                        "_gate_dense/kernel[6, 2, 5]",
                        "_gate_dense/bias[2, 5]",
                        "_value_dense/kernel[6, 2, 5]",
                        "_value_dense/bias[2, 5]",
                        "_output_dense/kernel[2, 5, 6]",
                        "_output_dense/bias[6]"),
                weights(layer));
        assertEquals(
                List.of("query", "key", "gate", "value", "attention_output"),
                layer.sublayers().stream().map(Layer::name).toList());
    }

    @Test
    void groupedQueriesShareKeysAndValues() {
        GroupedQueryAttention layer = new GroupedQueryAttention(3, 4, 2).useBias(false);
        assertEquals(Shape.of(Shape.FREE, 4, 6), layer.apply(x, x).shape());
        assertEquals(
                List.of(
                        "_query_dense/kernel[6, 4, 3]",
                        "_key_dense/kernel[6, 2, 3]",
                        "_value_dense/kernel[6, 2, 3]",
                        "_output_dense/kernel[4, 3, 6]"),
                weights(layer));
        assertThrows(IllegalArgumentException.class, () -> new GroupedQueryAttention(3, 4, 3));
    }

    @ParameterizedTest
    @EnumSource(Dialect.class)
    void scoresOfACausalMaskAreZeroAheadOfTheQuery(Dialect dialect) {
        MultiHeadAttention layer = new MultiHeadAttention(2, 3);
        layer.setDialect(dialect);
        Map<String, Object> arguments = Map.of("use_causal_mask", true, "return_attention_scores", true);
        List<Value> outputs = layer.apply(Inputs.of(List.of(Structure.of(x), Structure.of(x)), arguments))
                .flatten();
        assertEquals(Shape.of(Shape.FREE, 2, 4, 4), outputs.get(1).shape());
        try (Model model = Model.of(x, outputs.get(1))) {
            Tensor scores = model.predict(Tensor.of(new float[24], 1, 4, 6)); // all alike, so that scores are as well
            assertArrayEquals(
                    new float[] {1, 0, 0, 0, 0.5f, 0.5f, 0, 0, 1f / 3, 1f / 3, 1f / 3, 0, 0.25f, 0.25f, 0.25f, 0.25f},
                    java.util.Arrays.copyOf(scores.toFloatArray(), 16),
                    1e-6f);
        }
    }

    @Test
    void keras3TakesMasksOffTheArgumentsWithinAModel() {
        Value words = Input.of(DType.INT32, 4);
        Value first = new Embedding(5, 6).maskZero(true).apply(words);
        Value sum = new Add().apply(List.of(first, new MultiHeadAttention(2, 3).apply(first, first)));
        assertTrue(sum.mask().isPresent(), "outside of a model's call, arguments stay as they are");
        for (Dialect dialect : Dialect.values()) {
            boolean[] masked = new boolean[1];
            Layer probe = new Layer() {
                @Override
                protected Value call(Value value) {
                    masked[0] = value.mask().isPresent();
                    return value;
                }
            };
            try (Model model = Model.of(words, probe.apply(sum))) {
                model.setModelDialect(dialect);
                model.predict(Tensor.of(new int[] {1, 2, 0, 0}, 1, 4));
            }
            assertEquals(!dialect.isKeras3(), masked[0], dialect.toString());
        }
    }

    @Test
    void additiveAttentionScalesFeatures() {
        AdditiveAttention layer = new AdditiveAttention();
        layer.apply(List.of(x, x));
        assertEquals(List.of("scale[6]"), weights(layer));
        assertThrows(IllegalArgumentException.class, () -> new Attention().apply(x));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'equation': 'ab,bc', 'output_shape': 3}",
                "{'equation': 'abc,cd->abd', 'output_shape': 'wide'}",
                "{'equation': 'abc,cd->abd'}"
            })
    void einsumDenseRefusesWhatIsNoConfiguration(String config) {
        assertThrows(MalformedFileException.class, () -> Configs.layer("EinsumDense", config));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'equation': 'abc,cd->abd', 'output_shape': 3}",
                "{'equation': 'abcd,de->abce', 'output_shape': [null, null, 3]}",
                "{'equation': 'abc,cd->abd', 'output_shape': [5, 3]}",
                "{'equation': 'abc,cd->abd', 'output_shape': [null, 3], 'bias_axes': 'x'}",
                "{'equation': 'abc,dc->abd', 'output_shape': [null, null]}"
            })
    void einsumDenseSaysWhatDoesNotFit(String config) {
        Layer layer = Configs.layer("EinsumDense", config);
        IllegalArgumentException e = assertThrows(IllegalArgumentException.class, () -> layer.apply(x));
        assertTrue(e.getMessage().contains("equation"), e.getMessage());
    }

    @Test
    void locallyConnectedKernelsHaveTheFormOfTheirImplementation() {
        assertEquals(List.of(Shape.of(2, 18, 5), Shape.of(2, 5)), shapes(1));
        assertEquals(List.of(Shape.of(4, 6, 2, 5), Shape.of(2, 5)), shapes(2));
        assertEquals(List.of(Shape.of(2 * 5 * 18), Shape.of(2, 5)), shapes(3));
    }

    private List<Shape> shapes(int implementation) {
        LocallyConnected1D layer = new LocallyConnected1D(5, 3).implementation(implementation);
        layer.apply(x);
        return layer.weights().stream().map(Variable::shape).toList();
    }
}
