package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import dev.markhor.tensor.DType;
import java.util.Optional;

/**
 * Keras' dtype policies. Computation and variables are float32 for every policy of reduced precision ({@code mixed_float16},
 * {@code mixed_bfloat16}, {@code float16}, {@code bfloat16}): stored weights are converted when they are assigned, and results differ
 * from Keras' by its rounding. Other policies stand for themselves. Quantized layers store other weights and are refused.
 */
final class DTypePolicies {
    private DTypePolicies() {}

    static DType read(LayerConfig config) {
        return config.find("dtype").map(entry -> read(config, entry)).orElse(DType.FLOAT32);
    }

    private static DType read(LayerConfig config, Json entry) {
        if (entry.isString()) {
            return named(config, entry.asString());
        }
        if (!entry.has("config") || !entry.get("config").isObject()) {
            throw config.expected("dtype", "a name or a policy");
        }
        Json policy = entry.get("config");
        Optional<Json> mode = policy.find("mode");
        if (mode.isPresent()) {
            throw quantized(config, String.valueOf(mode.get().value()));
        }
        if (policy.has("default_policy")) { // a map of policies by layer path; layers inside name their own
            return policy.find("default_policy")
                    .map(inner -> read(config, inner))
                    .orElse(DType.FLOAT32);
        }
        return policy.find("name").map(name -> read(config, name)).orElse(DType.FLOAT32);
    }

    private static DType named(LayerConfig config, String name) {
        return switch (name) {
            case "mixed_float16", "mixed_bfloat16", "float16", "bfloat16", "infer", "_infer" -> DType.FLOAT32;
            default -> {
                int from = name.indexOf("_from_");
                if (from > 0) {
                    throw quantized(config, name.substring(0, from));
                }
                try {
                    yield DType.of(name);
                } catch (IllegalArgumentException e) {
                    throw config.expected("dtype", "the name of a type");
                }
            }
        };
    }

    private static RuntimeException quantized(LayerConfig config, String mode) {
        return config.unsupported(
                "the layer is quantized with '" + mode + "', which is not supported; save the model unquantized");
    }
}
