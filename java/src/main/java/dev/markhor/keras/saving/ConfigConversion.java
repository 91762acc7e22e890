package dev.markhor.keras.saving;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.json.Json;
import dev.markhor.keras.config.SavedCalls;
import dev.markhor.keras.config.SavedShapes;
import dev.markhor.model.InputLayer;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** The configuration of a Keras 2 model, as Keras 3 would have written that model's. */
final class ConfigConversion {
    private static final String FUNCTIONAL = "keras.src.models.functional";

    private static final Set<String> OPERATIONS = Set.of(
            "TFOpLambda", "SlicingOpLambda", "TensorFlowOpLayer", "ClassMethod", "InstanceProperty", "InstanceMethod");

    private static final Set<String> WRAPPED = Set.of("layer", "backward_layer", "cell", "cells");

    private ConfigConversion() {}

    /** Legacy HDF5 of Keras 3 leaves out where the model's own class is; an archive has to say it. Empty if it is there. */
    static Optional<Map<String, Object>> withModule(Json object) {
        if (object.has("module")) {
            return Optional.empty();
        }
        Map<String, Object> config = new LinkedHashMap<>();
        object.get("config").asMap().forEach((key, value) -> config.put(key, value.value()));
        boolean functional = config.containsKey("input_layers");
        return Optional.of(entry(functional ? FUNCTIONAL : "keras", functional ? "Functional" : "Sequential", config));
    }

    /** @param made the model that was made of the configuration */
    static Map<String, Object> model(Json object, Model made) {
        Json config = object.get("config");
        boolean functional = config.isObject() && config.has("input_layers");
        String name = made.name();
        Map<String, Object> converted = new LinkedHashMap<>();
        converted.put("name", name);
        converted.put("trainable", made.isTrainable());
        List<Object> layers = new ArrayList<>();
        if (functional) {
            SavedCalls calls = new SavedCalls(config, made.layers(), false);
            for (Json entry : config.getList("layers")) {
                Map<String, Object> layer = layer(entry, layer(made, entry));
                layer.put("name", layer(made, entry).name());
                layer.put("inbound_nodes", calls.of(entry));
                layers.add(layer);
            }
            converted.put("layers", layers);
            converted.put("input_layers", calls.ends("input_layers"));
            converted.put("output_layers", calls.ends("output_layers"));
        } else {
            List<Json> entries = config.isArray() ? config.asList() : config.getList("layers");
            SavedShapes.input(made).ifPresent(layers::add);
            boolean declared =
                    !entries.isEmpty() && entries.get(0).getString("class_name").equals("InputLayer");
            List<Json> others = declared ? entries.subList(1, entries.size()) : entries;
            for (int i = 0; i < others.size(); i++) {
                layers.add(layer(others.get(i), Optional.of(made.layers().get(i))));
            }
            converted.put("layers", layers);
        }
        return entry(functional ? FUNCTIONAL : "keras", functional ? "Functional" : "Sequential", converted);
    }

    private static Layer layer(Model model, Json entry) {
        return model.layer(name(entry).orElseThrow());
    }

    private static Optional<String> name(Json entry) {
        return entry.find("name").or(() -> entry.get("config").find("name")).map(Json::asString);
    }

    private static Map<String, Object> layer(Json entry, Layer made) {
        return layer(entry, Optional.of(made));
    }

    private static Map<String, Object> layer(Json entry, Optional<Layer> made) {
        String className = entry.getString("class_name");
        if (OPERATIONS.contains(className)) {
            throw refused(entry, "an operation of TensorFlow between layers, which Keras 3 has not");
        }
        if (className.equals("Lambda")) {
            throw refused(entry, "Python code, which is not written");
        }
        if (name(entry).orElse("").indexOf('/') >= 0) {
            throw refused(entry, "named with a slash, which no name in Keras 3 may have");
        }
        Optional<Json> axis = entry.get("config").find("axis");
        if (className.startsWith("BatchNormalization") && axis.isPresent() && axes(axis.get()) > 1) {
            throw refused(entry, "over several axes, which Keras 3's is not");
        }
        if (made.isPresent() && made.get() instanceof Model inner) {
            return model(entry, inner);
        }
        if (made.isPresent() && made.get() instanceof InputLayer input) {
            return SavedShapes.input(input);
        }
        Set<String> options =
                Keras3Options.of(className).orElseThrow(() -> refused(entry, "a layer that Keras 3 has not"));
        Map<String, Object> config = new LinkedHashMap<>();
        entry.get("config").asMap().forEach((key, value) -> {
            if (options.contains(key)) {
                config.put(key, option(key, value));
            }
        });
        return entry("keras.layers", className, config);
    }

    private static int axes(Json axis) {
        return axis.isArray() ? axis.size() : 1;
    }

    private static Object option(String key, Json value) {
        if (WRAPPED.contains(key) && value.isArray()) {
            return value.asList().stream().map(item -> option(key, item)).toList();
        }
        if (WRAPPED.contains(key) && value.isObject()) {
            return layer(value, Optional.empty());
        }
        if (key.equals("dtype") && value.isObject()) {
            return value.get("config").getString("name");
        }
        if (key.equals("axis") && value.isArray() && value.size() == 1) {
            return value.get(0).value();
        }
        return value.value();
    }

    private static Map<String, Object> entry(String module, String className, Map<String, Object> config) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("module", module);
        entry.put("class_name", className);
        entry.put("config", config);
        entry.put("registered_name", className.equals("Functional") ? className : null);
        return entry;
    }

    private static UnsupportedModelException refused(Json entry, String what) {
        return new UnsupportedModelException(
                entry.document() + ", layer '" + name(entry).orElse("?") + "' (" + entry.getString("class_name")
                        + ") is " + what
                        + ", so that Keras 3 cannot open this model; saveWeights writes its weights");
    }
}
