package dev.markhor.cli.bench;

import dev.markhor.formats.json.Json;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** A configuration as of a model that was not built when it was saved: without the shapes of inputs, where Keras can do without. */
final class Unbuilt {
    private static final Set<String> OF_OBJECT = Set.of("build_config", "build_input_shape");
    private static final Set<String> OF_CONFIG =
            Set.of("build_input_shape", "batch_input_shape", "batch_shape", "input_shape");

    private Unbuilt() {}

    /** Functional models stay as they are: they are made of calls, which build their layers. */
    static Json of(Json config) {
        return Json.of(config.document(), object(config.value()));
    }

    private static Object object(Object value) {
        if (!(value instanceof Map<?, ?> object) || isFunctional(object)) {
            return value;
        }
        Map<Object, Object> stripped = without(object, OF_OBJECT);
        stripped.computeIfPresent("config", (key, config) -> config(config));
        return stripped;
    }

    private static Object config(Object value) {
        if (value instanceof List<?> layers) { // a sequential model of old files
            return layers(layers);
        }
        if (!(value instanceof Map<?, ?> config)) {
            return value;
        }
        Map<Object, Object> stripped = without(config, OF_CONFIG);
        stripped.computeIfPresent("layers", (key, layers) -> layers instanceof List<?> list ? layers(list) : layers);
        return stripped;
    }

    private static List<Object> layers(List<?> layers) {
        List<Object> kept = new ArrayList<>();
        for (Object layer : layers) {
            if (!(layer instanceof Map<?, ?> object && "InputLayer".equals(object.get("class_name")))) {
                kept.add(object(layer));
            }
        }
        return kept;
    }

    private static boolean isFunctional(Map<?, ?> object) {
        return object.get("config") instanceof Map<?, ?> config && config.containsKey("input_layers");
    }

    private static Map<Object, Object> without(Map<?, ?> object, Set<String> keys) {
        Map<Object, Object> kept = new LinkedHashMap<>(object);
        kept.keySet().removeAll(keys);
        return kept;
    }
}
