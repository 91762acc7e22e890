package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MarkhorException;
import dev.markhor.formats.json.Json;
import dev.markhor.keras.LoadOptions;
import dev.markhor.keras.config.ModelReader;
import dev.markhor.layers.hub.HubLayers;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** keras-hub's layers go by their registered names; what they cannot do is said when the model is read. */
class HubLayersTest {
    private static Model model(String registered, String shape, String config, String kwargs) {
        String text = "{'class_name': 'Functional', 'config': {'name': 'm', 'layers': ["
                + "{'class_name': 'InputLayer', 'name': 'x', 'config': {'batch_shape': %s, 'dtype': 'float32', 'name': 'x'},"
                        .formatted(shape)
                + " 'inbound_nodes': []},"
                + "{'class_name': '%s', 'registered_name': '%s', ".formatted(registered.substring(10), registered)
                + "'config': {'name': 'y'%s}, 'name': 'y', 'inbound_nodes': [{'args': [".formatted(config)
                + "{'class_name': '__keras_tensor__', 'config': {'shape': %s, 'dtype': 'float32', ".formatted(shape)
                + "'keras_history': ['x', 0, 0]}}], 'kwargs': {%s}}]}],".formatted(kwargs)
                + "'input_layers': [['x', 0, 0]], 'output_layers': [['y', 0, 0]]}}";
        return ModelReader.read(
                Json.parse("hub", text.replace('\'', '"')), Optional.of("3.15.1"), LoadOptions.defaults());
    }

    private static void assertRefused(String expected, String registered, String shape, String config, String kwargs) {
        MarkhorException e = assertThrows(MarkhorException.class, () -> model(registered, shape, config, kwargs));
        assertTrue(e.getMessage().contains(expected), e::getMessage);
    }

    @Test
    void namesOfBothPackagesAndNoOthers() {
        assertTrue(HubLayers.find("", "keras_hub>TransformerEncoder").isPresent());
        assertTrue(HubLayers.find("", "keras_nlp>TransformerEncoder").isPresent());
        assertFalse(HubLayers.find("", "Custom>TransformerEncoder").isPresent());
        assertFalse(HubLayers.find("", "TransformerEncoder").isPresent());
        assertFalse(HubLayers.find("", "keras_hub>BertBackbone").isPresent());
        assertTrue(HubLayers.find("keras_hub.src.models.qwen.qwen_decoder", "QwenTransformerDecoder")
                .isPresent());
        assertFalse(HubLayers.find("mine", "QwenTransformerDecoder").isPresent());
    }

    @Test
    void sinesAndCosinesInTurns() {
        String config = ", 'max_wavelength': 10";
        try (Model model = model("keras_hub>SinePositionEncoding", "[null, 2, 2]", config, "")) {
            float[] encoded = model.predict(Tensor.zeros(DType.FLOAT32, Shape.of(1, 2, 2)))
                    .toFloatArray();
            assertEquals((float) Math.sin(1), encoded[2], 1e-6f);
            assertEquals(1, encoded[1]);
        }
    }

    @Test
    void whatIsMissingIsSaid() {
        assertRefused("rope_type 'yarn'", "keras_hub>RotaryEmbedding", "[null, 4, 6]", ", 'rope_type': 'yarn'", "");
        assertRefused("an even number", "keras_hub>RotaryEmbedding", "[null, 4, 5]", "", "");
        assertRefused(
                "token_embedding",
                "keras_hub>MaskedLMHead",
                "[null, 4, 6]",
                ", 'vocabulary_size': 7, 'token_embedding': {'class_name': 'Embedding', 'config': {}}",
                "");
        assertRefused(
                "'mask_positions' is missing", "keras_hub>MaskedLMHead", "[null, 4, 6]", ", 'vocabulary_size': 7", "");
        assertRefused("a known number of heads", "keras_hub>AlibiBias", "[null, null, 4, 6]", "", "");
        assertRefused(
                "a known number of features",
                "keras_hub>PositionEmbedding",
                "[null, 4, null]",
                ", 'sequence_length': 9",
                "");
        assertRefused(
                "num_heads must be at most",
                "keras_hub>TransformerEncoder",
                "[null, 4, 6]",
                ", 'intermediate_dim': 3, 'num_heads': 7",
                "");
        assertRefused(
                "start_index must be a whole number",
                "keras_hub>PositionEmbedding",
                "[null, 4, 2]",
                ", 'sequence_length': 9",
                "'start_index': 0.5");
        assertRefused(
                "must be true or false",
                "keras_hub>TransformerDecoder",
                "[null, 4, 6]",
                ", 'intermediate_dim': 3, 'num_heads': 2",
                "'use_causal_mask': 'yes'");
    }
}
