package dev.markhor.keras.config;

import dev.markhor.graph.Spec;
import dev.markhor.model.InputLayer;
import dev.markhor.model.Model;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Inputs as Keras 3 writes them. */
public final class SavedShapes {
    private SavedShapes() {}

    /** The layer for the input that a sequential model declares, if it does. */
    public static Optional<Map<String, Object>> input(Model model) {
        return model.inputSpecs().entrySet().stream().findFirst().map(input -> input(input.getKey(), input.getValue()));
    }

    public static Map<String, Object> input(InputLayer layer) {
        return input(layer.name(), layer.spec());
    }

    private static Map<String, Object> input(String name, Spec spec) {
        List<Object> shape = new ArrayList<>();
        for (int axis = 0; axis < spec.shape().rank(); axis++) {
            shape.add(spec.shape().isFree(axis) ? null : spec.shape().dim(axis));
        }
        Map<String, Object> config = new LinkedHashMap<>();
        config.put("batch_shape", shape);
        config.put("dtype", spec.dtype().kerasName());
        config.put("sparse", false);
        config.put("name", SavedNames.of(name));
        Map<String, Object> entry = new LinkedHashMap<>();
        entry.put("module", "keras.layers");
        entry.put("class_name", "InputLayer");
        entry.put("config", config);
        entry.put("registered_name", null);
        return entry;
    }
}
