package dev.markhor.keras.config;

import dev.markhor.formats.json.Json;
import dev.markhor.model.Structure;
import dev.markhor.tensor.Shape;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Where configurations say the shapes of inputs. */
final class InputShapes {
    private InputShapes() {}

    /** A layer's statement of the shape of its model's input, the batch dimension included. */
    static Optional<Shape> declared(Json config) {
        for (String key : List.of("batch_shape", "batch_input_shape")) {
            Optional<Shape> shape = shape(config, key);
            if (shape.isPresent()) {
                return shape;
            }
        }
        for (String key : List.of("shape", "input_shape")) {
            Optional<Shape> shape = shape(config, key);
            if (shape.isPresent()) {
                return shape.map(dims -> dims.prepend(Shape.FREE));
            }
        }
        return typeSpec(config).flatMap(spec -> shape(spec.get(0)));
    }

    private static Optional<Shape> shape(Json config, String key) {
        Optional<Json> member = config.find(key);
        return member.isPresent() ? shape(member.get()) : Optional.empty();
    }

    /** {@code tf.keras.Input(type_spec=tf.TensorSpec(shape, dtype))}: shape, the batch dimension included, type and name. */
    static Optional<Json> typeSpec(Json config) {
        Optional<Json> spec = config.find("type_spec");
        spec.filter(found -> !found.getString("type_spec", "").equals("tf.TensorSpec")
                        || found.getList("serialized").size() < 2)
                .ifPresent(found -> {
                    throw found.expected("a tf.TensorSpec of shape and type");
                });
        return spec.map(found -> found.get("serialized"));
    }

    /**
     * What a model was built with, in lists or by name if it has several inputs: {@code build_config} of Keras 3 and tf.keras 2.12 on, in
     * SavedModels {@code build_input_shape}.
     */
    static Optional<Structure<Shape>> built(Json object) {
        return object.find("build_config")
                .flatMap(build -> build.find("input_shape"))
                .or(() -> object.find("build_input_shape"))
                .flatMap(InputShapes::shapes);
    }

    private static Optional<Structure<Shape>> shapes(Json json) {
        Optional<Shape> one = shape(json);
        if (one.isPresent()) {
            return one.map(Structure::of);
        }
        if (json.isArray()) {
            List<Structure<Shape>> items = json.asList().stream()
                    .flatMap(item -> shapes(item).stream())
                    .toList();
            return items.size() == json.size() ? Optional.of(new Structure.Items<>(items)) : Optional.empty();
        }
        Map<String, Structure<Shape>> entries = new LinkedHashMap<>();
        if (json.isObject()) {
            json.asMap().forEach((key, value) -> shapes(value).ifPresent(shape -> entries.put(key, shape)));
        }
        return !entries.isEmpty() && entries.size() == json.size()
                ? Optional.of(new Structure.Entries<>(entries))
                : Optional.empty();
    }

    /** A list of sizes, null for a free one; empty if this is no such list. */
    static Optional<Shape> shape(Json json) {
        Json list = json.isObject() && json.has("items") ? json.get("items") : json;
        if (!list.isArray()) {
            return Optional.empty();
        }
        List<Json> items = list.asList();
        for (Json item : items) {
            if (!item.isNull() && !item.isInteger()) {
                return Optional.empty();
            }
        }
        long[] dims = new long[items.size()];
        for (int axis = 0; axis < dims.length; axis++) {
            dims[axis] = items.get(axis).isNull() ? Shape.FREE : size(items.get(axis));
        }
        return Optional.of(Shape.of(dims));
    }

    private static long size(Json item) {
        long size = item.asInt();
        if (size < -1) {
            throw item.expected("a size");
        }
        return size;
    }
}
