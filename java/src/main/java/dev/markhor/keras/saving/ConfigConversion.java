package dev.markhor.keras.saving;

import dev.markhor.formats.json.Json;
import dev.markhor.keras.config.SavedCalls;
import dev.markhor.keras.config.SavedNames;
import dev.markhor.keras.config.SavedShapes;
import dev.markhor.keras.operations.KerasOperations;
import dev.markhor.keras.operations.KerasTwin;
import dev.markhor.keras.operations.OperationLayer;
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

    private static final Set<String> STATIC = Set.of("Functional", "Model", "Sequential");

    private ConfigConversion() {}

    /** Legacy HDF5 of Keras 3 leaves out where classes are; an archive has to say it of models and operations. Empty if it is there. */
    static Optional<Map<String, Object>> withModule(Json object, Model made) {
        if (object.has("module")) {
            return Optional.empty();
        }
        Map<String, Object> config = values(object.get("config"));
        boolean functional = config.containsKey("input_layers");
        if (functional) {
            List<Object> layers = new ArrayList<>();
            for (Json entry : object.get("config").getList("layers")) {
                layers.add(
                        withModule(entry, made.layer(LayerConversion.name(entry).orElseThrow())));
            }
            config.put("layers", layers);
        }
        return Optional.of(entry(functional ? FUNCTIONAL : "keras", functional ? "Functional" : "Sequential", config));
    }

    private static Map<String, Object> withModule(Json entry, Layer made) {
        Map<String, Object> values = values(entry);
        if (made instanceof Model model && STATIC.contains(entry.getString("class_name"))) {
            withModule(entry, model).ifPresent(values::putAll);
        } else if (made instanceof OperationLayer) {
            KerasOperations.module(entry.getString("class_name")).ifPresent(module -> values.put("module", module));
        } else {
            Keras3Layer.of(entry.getString("class_name"))
                    .filter(layer -> !layer.isInKerasLayers())
                    .ifPresent(layer -> values.put("module", layer.module()));
        }
        return values;
    }

    private static Map<String, Object> values(Json object) {
        Map<String, Object> values = new LinkedHashMap<>();
        object.asMap().forEach((key, value) -> values.put(key, value.value()));
        return values;
    }

    /** @param made the model that was made of the configuration */
    static Map<String, Object> model(Json object, Model made) {
        Json config = object.get("config");
        boolean functional = config.isObject() && config.has("input_layers");
        String name = SavedNames.of(made.name());
        Map<String, Object> converted = new LinkedHashMap<>();
        converted.put("name", name);
        converted.put("trainable", made.isTrainable());
        List<Object> layers = new ArrayList<>();
        if (functional) {
            SavedCalls calls = new SavedCalls(config, made.layers(), false);
            for (Json entry : config.getList("layers")) {
                Layer inside = made.layer(LayerConversion.name(entry).orElseThrow());
                Map<String, Object> layer = SavedCalls.operation(entry)
                        .map(operation ->
                                operation(SavedNames.of(inside.name()), operation, calls.options(entry, operation)))
                        .orElseGet(() -> LayerConversion.of(entry, inside));
                layer.put("name", SavedNames.of(inside.name()));
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
                layers.add(LayerConversion.of(others.get(i), made.layers().get(i)));
            }
            converted.put("layers", layers);
        }
        return entry(functional ? FUNCTIONAL : "keras", functional ? "Functional" : "Sequential", converted);
    }

    private static Map<String, Object> operation(String name, KerasTwin operation, Map<String, Object> options) {
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("name", name);
        config.putAll(options);
        Map<String, Object> entry = entry("keras.src.ops." + operation.module(), operation.className(), config);
        entry.put("registered_name", operation.className());
        return entry;
    }

    static Map<String, Object> entry(String module, String className, Map<String, Object> config) {
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("module", module);
        entry.put("class_name", className);
        entry.put("config", config);
        entry.put("registered_name", className.equals("Functional") ? className : null);
        return entry;
    }
}
