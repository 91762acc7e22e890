package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.graph.Spec;
import dev.markhor.model.Layer;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class LayerConfigTest {
    @Test
    void takesOneNumberForAll() {
        LayerConfig config = Configs.of(
                "Conv2D", "{'a': 3, 'b': [1, 2], 'c': null, 'd': {'class_name': '__tuple__', 'items': [4, 5]}}");
        assertArrayEquals(new int[] {3, 3}, config.ints("a", 2));
        assertArrayEquals(new int[] {1, 2}, config.ints("b", 2, 7));
        assertArrayEquals(new int[] {7, 7}, config.ints("c", 2, 7));
        assertArrayEquals(new int[] {4, 5}, config.ints("d", 2));
        assertArrayEquals(new int[] {3}, config.intList("a"));
    }

    @Test
    void takesNumbersForTruth() {
        LayerConfig config = Configs.of("BatchNormalization", "{'scale': 1, 'center': 0, 'renorm': 2, 'epsilon': 'x'}");
        assertTrue(config.bool("scale", false));
        assertFalse(config.bool("center", true));
        assertTrue(config.bool("absent", true));
        assertThrows(MalformedFileException.class, () -> config.bool("renorm", true));
        assertThrows(MalformedFileException.class, () -> config.number("epsilon", 0));
    }

    @Test
    void errorsNameLayerKeyAndValue() {
        LayerConfig config = Configs.of("Dense", "{'name': 'hidden', 'units': 'many'}");
        assertEquals(
                "test, Dense 'hidden': 'units' must be an integer, found many",
                assertThrows(MalformedFileException.class, () -> config.integer("units"))
                        .getMessage());
        assertEquals(
                "test, Dense 'hidden': missing 'rate'",
                assertThrows(MalformedFileException.class, () -> config.number("rate"))
                        .getMessage());
    }

    @Test
    void wrongOptionsNameTheLayer() {
        MalformedFileException e = assertThrows(
                MalformedFileException.class,
                () -> Configs.layer("Conv2D", "{'name': 'c', 'filters': 2, 'kernel_size': 3, 'padding': 'around'}"));
        assertTrue(e.getMessage().contains("Conv2D 'c'"), e.getMessage());
        assertTrue(e.getMessage().contains("around"), e.getMessage());
    }

    @Test
    void arraysAreNestedOrWrapped() {
        LayerConfig config = Configs.of(
                "Normalization",
                "{'a': [[1, 2, 3], [4, 5, 6]], 'b': {'class_name': '__numpy__', 'config': {'value': [1.5], 'dtype': 'float32'}},"
                        + " 'c': 2, 'ragged': [[1], [2, 3]]}");
        assertEquals(
                Tensor.of(new double[] {1, 2, 3, 4, 5, 6}, 2, 3),
                config.tensor("a").orElseThrow());
        assertEquals(Tensor.of(new double[] {1.5}, 1), config.tensor("b").orElseThrow());
        assertEquals(Tensor.scalar(2.0), config.tensor("c").orElseThrow());
        assertThrows(MalformedFileException.class, () -> config.tensor("ragged"));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "null | FLOAT32",
                "'float64' | FLOAT64",
                "'mixed_float16' | FLOAT32",
                "'bfloat16' | FLOAT32",
                "{'class_name': 'DTypePolicy', 'config': {'name': 'float64'}} | FLOAT64",
                "{'class_name': 'Policy', 'config': {'name': 'mixed_bfloat16'}} | FLOAT32",
                "{'class_name': 'DTypePolicyMap', 'config': {'default_policy': {'class_name': 'DTypePolicy', 'config': {'name':"
                        + " 'float64'}}, 'policy_map': {}}} | FLOAT64",
            },
            quoteCharacter = '"')
    void readsPolicies(String entry, DType expected) {
        assertEquals(
                expected,
                Configs.layer("Dense", "{'units': 1, 'dtype': " + entry + "}").dtype());
    }

    @ParameterizedTest
    @CsvSource({
        "Dense, 'ternary_from_float32', ternary",
        "Dense, 'int4/8/8_from_float32', int4/8/8",
        "Conv1D, 'int8_from_float32', 'Dense, EinsumDense, Embedding and ReversibleEmbedding only'",
        "Embedding, 'float8_from_float32', int8 or int4",
        "Dense, 'gptq/5/-1_from_float32', number of bits",
        "Dense, 'int4/0_from_float32', 1 row or more",
    })
    void refusesToQuantize(String layer, String policy, String reason) {
        RuntimeException e = assertThrows(
                RuntimeException.class,
                () -> Configs.layer(
                        layer,
                        "{'units': 1, 'filters': 1, 'kernel_size': 1, 'input_dim': 2, 'output_dim': 3, 'dtype': '"
                                + policy + "'}"));
        assertTrue(e instanceof UnsupportedModelException || e instanceof MalformedFileException, e.toString());
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    @Test
    void readsWhatAQuantizedLayerComputesIn() {
        String policy = "{'class_name': 'QuantizedDTypePolicy', 'config': {'mode': 'int8', 'source_name': 'float64'}}";
        assertEquals(
                DType.FLOAT64,
                Configs.layer("Dense", "{'units': 1, 'dtype': " + policy + "}").dtype());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "'relu'",
                "{'module': 'builtins', 'class_name': 'function', 'config': 'relu', 'registered_name': 'function'}",
                "{'class_name': 'LeakyReLU', 'config': {'name': 'relu', 'alpha': 0.2}}",
                "null",
                "'LeakyReLU'"
            })
    void readsActivations(String entry) {
        Layer layer = Configs.layer("Dense", "{'units': 1, 'activation': " + entry + "}");
        assertEquals("Dense", layer.className());
    }

    @Test
    void refusesActivationsItDoesNotKnow() {
        assertThrows(UnsupportedModelException.class, () -> Configs.layer("Activation", "{'activation': 'magic'}"));
        assertThrows(
                UnsupportedModelException.class,
                () -> Configs.layer("Dense", "{'units': 1, 'activation': {'class_name': '__lambda__', 'config': {}}}"));
    }

    @Test
    void anUnknownInitializerFailsOnlyWhenItRuns() {
        LayerConfig config = Configs.of("Dense", "{'kernel_initializer': {'class_name': 'Mine', 'config': {}}}");
        var initializer = config.initializer("kernel_initializer", spec -> Tensor.zeros(spec.dtype(), spec.shape()));
        assertThrows(UnsupportedModelException.class, () -> initializer.initialize(Spec.of(DType.FLOAT32, 1)));
    }

    @Test
    void readsTheNamesOfKeras1() {
        LayerConfig config = Configs.of(
                "Convolution2D",
                "{'nb_filter': 4, 'nb_row': 3, 'nb_col': 5, 'subsample': [2, 1], 'dim_ordering': 'th', 'bias': false}");
        assertEquals(4, config.integer("filters"));
        assertArrayEquals(new int[] {3, 5}, config.ints("kernel_size", 2));
        assertArrayEquals(new int[] {2, 1}, config.ints("strides", 2));
        assertTrue(config.channelsFirst());
        assertFalse(config.bool("use_bias", true));
        assertEquals(7, Configs.of("Dense", "{'output_dim': 7}").integer("units"));
        assertFalse(Configs.of("Embedding", "{'output_dim': 7}").has("units"));
    }

    @Test
    void lambdasAreNeverExecuted() {
        UnsupportedModelException e = assertThrows(
                UnsupportedModelException.class,
                () -> Configs.layer("Lambda", "{'name': 'l', 'function': ['4wEA', null, null]}"));
        assertTrue(e.getMessage().contains("Python bytecode"), e.getMessage());
    }

    @Test
    void unknownClassesAreNamed() {
        UnsupportedModelException e =
                assertThrows(UnsupportedModelException.class, () -> Configs.layer("Magic", "{'name': 'm'}"));
        assertTrue(e.getMessage().contains("Magic 'm'"), e.getMessage());
    }

    @Test
    void namesTrainableAndDialectAreSetForAll() {
        Layer layer = Configs.layer("Add", "{'name': 'sum', 'trainable': false}");
        assertEquals("sum", layer.name());
        assertFalse(layer.isTrainable());
    }

    @Test
    void printedWithItsKeys() {
        String text = Configs.of("Dense", "{'name': 'd', 'units': 3}").toString();
        assertTrue(text.endsWith("Dense 'd' [name, units]"), text);
    }
}
