package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Unary;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads an {@code activation} entry: a function's name, a function object, a layer object, or (Keras 2) a layer's class name. */
final class ActivationConfig {
    private ActivationConfig() {}

    static ActivationFunction read(LayerConfig config, String key, Json value) {
        if (value.isString()) {
            return named(config, key, value.asString());
        }
        if (value.isArray() || value.has("value") && !value.has("class_name")) {
            return nameless(config, key);
        }
        if (!value.has("class_name")) {
            throw config.expected(key, "the name of an activation, a function or a layer");
        }
        String className = value.getString("class_name");
        return switch (className) {
            case "function" -> function(config, key, value);
            case "__lambda__" -> nameless(config, key);
            default -> ActivationFunction.of(config.reader().read(value));
        };
    }

    /** A Python lambda: registered under the layer's name, for want of its own. */
    private static ActivationFunction nameless(LayerConfig config, String key) {
        String layer = config.name().orElse(config.className());
        return config.reader()
                .function(layer)
                .map(function -> ActivationFunction.of(layer, function))
                .orElseThrow(() -> config.unregistered(
                        "'" + key + "' is Python bytecode, which is never executed" + register(layer)));
    }

    private static String register(String name) {
        return "; register what it does with the loading call: LoadOptions.withFunction(\"" + name + "\", x -> ...)";
    }

    private static ActivationFunction function(LayerConfig config, String key, Json value) {
        Optional<String> registered = value.find("registered_name")
                .map(Json::asString)
                .filter(name -> config.reader().function(name).isPresent());
        return named(config, key, registered.orElseGet(() -> value.getString("config")));
    }

    private static ActivationFunction named(LayerConfig config, String key, String name) {
        if (name.equals("<lambda>")) {
            return nameless(config, key);
        }
        Optional<UnaryOperator<Value>> custom = config.reader().function(name);
        if (custom.isPresent()) {
            return ActivationFunction.of(name, custom.get());
        }
        if (name.equals("keras_hub>gelu_approximate") || name.equals("keras_nlp>gelu_approximate")) {
            return ActivationFunction.of(name, x -> Ops.unary(Unary.Function.GELU_TANH, x));
        }
        if (Activations.isKnown(name)) {
            return ActivationFunction.named(name);
        }
        if (KerasLayers.find(name).isPresent()) {
            Map<String, Object> object = new LinkedHashMap<>();
            object.put("class_name", name);
            object.put("config", Map.of());
            return ActivationFunction.of(config.reader().read(Json.of(config.describe() + ": " + key, object)));
        }
        throw config.unregistered("unknown activation '" + name + "' under '" + key + "'" + register(name));
    }
}
