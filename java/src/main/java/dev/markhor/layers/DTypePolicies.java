package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import dev.markhor.tensor.DType;
import java.util.Optional;

/**
 * Keras' dtype policies. Computation and variables are float32 for every policy of reduced precision ({@code mixed_float16},
 * {@code mixed_bfloat16}, {@code float16}, {@code bfloat16}): stored weights are converted when they are assigned, and results differ
 * from Keras' by its rounding. Other policies stand for themselves. A policy of a quantised layer, {@code int8_from_float32}, computes in
 * what it was made from; {@link Quantization} reads the rest of it.
 */
final class DTypePolicies {
    private static final int DEFAULT_HISTORY = 1024;
    private static final int LONGEST_HISTORY = 1 << 24;

    private DTypePolicies() {}

    static DType read(LayerConfig config) {
        return config.has("dtype") ? read(config, config.get("dtype")) : DType.FLOAT32;
    }

    /** The type of a policy, which is {@code dtype} or another entry of a layer. */
    static DType read(LayerConfig config, Json entry) {
        if (entry.isString()) {
            return named(config, entry.asString());
        }
        Json policy = policy(config, entry);
        if (policy.has("mode")) {
            return inner(config, policy, "source_name");
        }
        if (policy.has("default_policy")) { // a map of policies by layer path; layers inside name their own
            return inner(config, policy, "default_policy");
        }
        return inner(config, policy, "name");
    }

    private static DType inner(LayerConfig config, Json policy, String key) {
        Optional<Json> inner = policy.find(key);
        return inner.isPresent() ? read(config, inner.get()) : DType.FLOAT32;
    }

    private static Json policy(LayerConfig config, Json entry) {
        if (!entry.has("config") || !entry.get("config").isObject()) {
            throw config.expected("dtype", "a name or a policy");
        }
        return entry.get("config");
    }

    private static DType named(LayerConfig config, String name) {
        return switch (name) {
            case "mixed_float16", "mixed_bfloat16", "float16", "bfloat16", "infer", "_infer" -> DType.FLOAT32;
            default -> {
                int from = name.indexOf("_from_");
                if (from > 0) {
                    yield named(config, name.substring(from + "_from_".length()));
                }
                try {
                    yield DType.of(name);
                } catch (IllegalArgumentException e) {
                    throw config.expected("dtype", "the name of a type");
                }
            }
        };
    }

    /** {@code int8}, {@code int4/128}, … of a policy that quantises. */
    static Optional<String> quantizationMode(LayerConfig config) {
        if (!config.has("dtype")) {
            return Optional.empty();
        }
        Json entry = config.get("dtype");
        if (!entry.isString()) {
            Json policy = policy(config, entry);
            if (policy.has("mode")) {
                return Optional.of(policy.getString("mode"));
            }
            entry = policy.find("name").orElse(entry);
        }
        int from = entry.isString() ? entry.asString().indexOf("_from_") : -1;
        return from > 0 ? Optional.of(entry.asString().substring(0, from)) : Optional.empty();
    }

    /** {@code amax_history_length} of a policy of float8. */
    static int history(LayerConfig config) {
        int length = config.find("dtype")
                .filter(entry -> !entry.isString())
                .flatMap(entry -> policy(config, entry).find("amax_history_length"))
                .map(Json::asInt)
                .orElse(DEFAULT_HISTORY);
        if (length < 1 || length > LONGEST_HISTORY) {
            throw config.expected("dtype", "a policy with an amax_history_length from 1 to " + LONGEST_HISTORY);
        }
        return length;
    }
}
