package dev.markhor.keras.saving;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.json.Json;
import dev.markhor.keras.config.SavedNames;
import dev.markhor.keras.config.SavedShapes;
import dev.markhor.model.InputLayer;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The configuration of a layer of Keras 2, as Keras 3 would have written that layer's. */
final class LayerConversion {
    private static final Set<String> OPERATIONS = Set.of(
            "TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer", "ClassMethod", "InstanceProperty", "InstanceMethod");

    /** Options that hold layers. An activation may be one. */
    private static final Set<String> WRAPPED =
            Set.of("layer", "backward_layer", "cell", "cells", "activation", "recurrent_activation");

    private static final Set<Object> INTERPOLATIONS_GONE = Set.of("gaussian", "mitchellcubic");

    private LayerConversion() {}

    static Optional<String> name(Json entry) {
        return entry.find("name").or(() -> entry.get("config").find("name")).map(Json::asString);
    }

    /** @param made the layer that was made of the configuration */
    static Map<String, Object> of(Json entry, Layer made) {
        return of(entry, Optional.of(made));
    }

    private static Map<String, Object> of(Json entry, Optional<Layer> made) {
        String className = entry.getString("class_name");
        refuse(entry, className);
        if (made.isPresent() && made.get() instanceof Model inner) {
            return ConfigConversion.model(entry, inner);
        }
        if (made.isPresent() && made.get() instanceof InputLayer input) {
            return SavedShapes.input(input);
        }
        String today = className(className);
        Keras3Layer layer = Keras3Layer.of(today).orElseThrow(() -> refused(entry, "a layer that Keras 3 has not"));
        Map<String, Object> config = new LinkedHashMap<>();
        entry.get("config").asMap().forEach((key, value) -> {
            String name = option(className, key);
            if (layer.options().contains(name)) {
                config.put(name, name.equals("name") ? SavedNames.of(value.asString()) : value(key, value, made));
            }
        });
        if (className.equals("SyncBatchNormalization")) {
            config.put("synchronized", true);
        }
        return ConfigConversion.entry(layer.module(), today, config);
    }

    private static void refuse(Json entry, String className) {
        if (OPERATIONS.contains(className)) {
            throw refused(entry, "an operation of TensorFlow between layers, for which there is none of Keras 3");
        }
        if (className.equals("Lambda")) {
            throw refused(entry, "Python code, which is not written");
        }
        Optional<Json> interpolation = entry.get("config").find("interpolation");
        if (interpolation.isPresent()
                && INTERPOLATIONS_GONE.contains(interpolation.get().value())) {
            throw refused(entry, "with an interpolation that Keras 3 has not");
        }
        if (className.equals("SeparableConv1D")
                && entry.get("config").getString("padding", "valid").equals("causal")) {
            throw refused(entry, "padded causally, which Keras 3's is not");
        }
        if (className.equals("Bidirectional") && returnsKeptStates(entry)) {
            throw refused(entry, "stateful and returns its states, which Keras 3 cannot call");
        }
        Optional<Json> axis = entry.get("config").find("axis");
        if (className.contains("BatchNormalization") && axis.isPresent() && axes(axis.get()) > 1) {
            throw refused(entry, "over several axes, which Keras 3's is not");
        }
    }

    /** What Keras 3.15 fails at when it computes the masks of such a layer. */
    private static boolean returnsKeptStates(Json bidirectional) {
        Json layer = bidirectional.get("config").get("layer").get("config");
        return layer.getBoolean("stateful", false) && layer.getBoolean("return_state", false);
    }

    private static int axes(Json axis) {
        return axis.isArray() ? axis.size() : 1;
    }

    private static String className(String keras2) {
        return switch (keras2) {
            case "SyncBatchNormalization" -> "BatchNormalization";
            case "CuDNNLSTM" -> "LSTM";
            case "CuDNNGRU" -> "GRU";
            case "Custom>CustomScaleLayer" -> "CustomScaleLayer";
            default -> keras2;
        };
    }

    private static String option(String className, String keras2) {
        return className.equals("LeakyReLU") && keras2.equals("alpha") ? "negative_slope" : keras2;
    }

    /** @param made the layer whose option it is */
    private static Object value(String key, Json value, Optional<Layer> made) {
        if (WRAPPED.contains(key) && value.isArray()) {
            return value.asList().stream()
                    .map(item -> value(key, item, Optional.empty()))
                    .toList();
        }
        if (WRAPPED.contains(key) && value.isObject() && value.has("config")) {
            return of(
                    value,
                    made.map(Layer::sublayers)
                            .filter(inside -> inside.size() == 1)
                            .map(inside -> inside.get(0)));
        }
        if (key.equals("dtype") && value.isObject()) {
            return value.get("config").getString("name");
        }
        if (key.equals("axis") && value.isArray() && value.size() == 1) {
            return value.get(0).value();
        }
        return plain(value.value());
    }

    /** SavedModels tell tuples from lists, and vocabularies that were given as tensors are of bytes. */
    private static Object plain(Object value) {
        if (value instanceof List<?> list) {
            return list.stream().map(LayerConversion::plain).toList();
        }
        if (value instanceof Map<?, ?> map) {
            if ("__tuple__".equals(map.get("class_name"))) {
                return plain(map.get("items"));
            }
            if ("__bytes__".equals(map.get("class_name"))) {
                return map.get("value");
            }
            Map<Object, Object> entries = new LinkedHashMap<>();
            map.forEach((key, item) -> entries.put(key, plain(item)));
            return entries;
        }
        return value;
    }

    private static UnsupportedModelException refused(Json entry, String what) {
        return new UnsupportedModelException(
                entry.document() + ", layer '" + name(entry).orElse("?") + "' (" + entry.getString("class_name")
                        + ") is " + what
                        + ", so that Keras 3 cannot open this model; saveWeights writes its weights");
    }
}
