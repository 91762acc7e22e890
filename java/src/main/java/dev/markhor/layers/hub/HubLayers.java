package dev.markhor.layers.hub;

import dev.markhor.layers.KerasLayers;
import dev.markhor.layers.LayerFactory;
import dev.markhor.layers.RMSNormalization;
import java.util.Optional;

/** keras-hub's layers by the names that they are registered under, {@code keras_hub>TransformerEncoder} for one. */
public final class HubLayers {
    private HubLayers() {}

    /**
     * How a layer is made, if it is one of keras-hub's, or of keras-nlp's, that Markhor has.
     *
     * @param module of the class, for layers that are not registered
     * @param registeredName {@code package>Class}, or the class alone
     */
    public static Optional<LayerFactory> find(String module, String registeredName) {
        return module.startsWith("keras_hub.src.models.")
                ? find(registeredName).or(() -> Optional.ofNullable(ofModels(registeredName)))
                : find(registeredName);
    }

    private static Optional<LayerFactory> find(String registeredName) {
        int end = registeredName.indexOf('>');
        String owner = end < 0 ? "" : registeredName.substring(0, end);
        return owner.equals("keras_hub") || owner.equals("keras_nlp")
                ? Optional.ofNullable(factory(registeredName.substring(end + 1)))
                : Optional.empty();
    }

    private static LayerFactory factory(String className) {
        return switch (className) {
            case "AlibiBias" -> AlibiBias::fromConfig;
            case "FNetEncoder" -> FNetEncoder::fromConfig;
            case "MaskedLMHead" -> MaskedLMHead::fromConfig;
            case "PositionEmbedding" -> PositionEmbedding::fromConfig;
            case "ReversibleEmbedding" -> KerasLayers.find(className).orElseThrow();
            case "RotaryEmbedding" -> RotaryEmbedding::fromConfig;
            case "SinePositionEncoding" -> SinePositionEncoding::fromConfig;
            case "TokenAndPositionEmbedding" -> TokenAndPositionEmbedding::fromConfig;
            case "TransformerDecoder" -> TransformerDecoder::fromConfig;
            case "TransformerEncoder" -> TransformerEncoder::fromConfig;
            default -> null;
        };
    }

    /** Layers of single networks, which have no package in their names. */
    private static LayerFactory ofModels(String className) {
        return switch (className) {
            case "MistralLayerNormalization", "QwenLayerNorm", "Qwen3LayerNorm" ->
                config -> new RMSNormalization().epsilon(config.number("epsilon", 1e-6));
            case "MistralTransformerDecoder" -> GatedDecoder::mistral;
            case "QwenTransformerDecoder" -> GatedDecoder::qwen;
            case "Qwen3TransformerDecoder" -> GatedDecoder::qwen3;
            default -> null;
        };
    }
}
