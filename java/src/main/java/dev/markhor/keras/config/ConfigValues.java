package dev.markhor.keras.config;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.json.Json;
import dev.markhor.keras.operations.Ellipsis;
import dev.markhor.keras.operations.SliceSpec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * The encodings of Python values in configurations. Plain values stay what they are in JSON; tuples are lists; symbolic tensors become
 * {@link TensorRef}.
 */
final class ConfigValues {
    private ConfigValues() {}

    /** One output of one call of a layer. */
    record TensorRef(String layer, int call, int output, Json place) {}

    static Object decode(Json json) {
        if (json.isArray()) {
            List<Object> items = new ArrayList<>();
            for (Json item : json.asList()) {
                items.add(decode(item));
            }
            return items;
        }
        if (!json.isObject()) {
            return json.value();
        }
        String className =
                json.has("class_name") && json.get("class_name").isString() ? json.getString("class_name") : "";
        return switch (className) {
            case "__keras_tensor__" -> tensorRef(json);
            case "__tensor__", "__numpy__" -> constant(json.get("config"));
            case "__slice__" -> slice(json.get("config"));
            case "__ellipsis__" -> Ellipsis.ELLIPSIS;
            case "__bytes__" -> json.has("config") ? json.get("config").getString("value") : json.getString("value");
            case "__tuple__", "TensorShape" ->
                json.find("items").map(ConfigValues::decode).orElse(null);
            case "__lambda__" -> throw unsupported(json, "Python bytecode, which is never executed");
            case "__typespec__", "TypeSpec", "CompositeTensor" -> throw unsupported(json, "a " + className);
            default -> object(json, className);
        };
    }

    private static Object object(Json json, String className) {
        if (!className.isEmpty() && json.has("config") && json.get("config").isObject()) {
            Json config = json.get("config");
            if (className.endsWith("DTypePolicy") && config.has("name")) {
                return config.getString("name");
            }
        }
        if (className.equals("function")
                && json.has("config")
                && json.get("config").isString()) {
            return json.getString("config");
        }
        if (json.has("start") && json.has("stop") && json.has("step") && json.size() == 3) {
            return slice(json);
        }
        Map<String, Object> entries = new LinkedHashMap<>();
        json.asMap().forEach((key, value) -> entries.put(key, decode(value)));
        return entries;
    }

    private static Object tensorRef(Json json) {
        Json history = json.get("config").get("keras_history");
        if (!history.isArray() || history.size() != 3) {
            throw history.expected("a layer's name, a call and an output");
        }
        return new TensorRef(
                history.get(0).asString(),
                history.get(1).asInt(),
                history.get(2).asInt(),
                json);
    }

    private static SliceSpec slice(Json json) {
        return new SliceSpec(part(json, "start"), part(json, "stop"), part(json, "step"));
    }

    private static Optional<Object> part(Json json, String key) {
        return json.find(key).map(ConfigValues::decode);
    }

    /** A constant written as nested lists. */
    static Tensor constant(Json config) {
        Json value = config.get("value");
        String typeName = config.getString("dtype", "float32");
        DType dtype;
        try {
            dtype = DType.of(typeName);
        } catch (IllegalArgumentException e) {
            throw config.malformed("constant of unknown dtype '" + typeName + "'");
        }
        List<Long> dims = new ArrayList<>();
        for (Json level = value; level.isArray(); level = level.get(0)) {
            dims.add((long) level.size());
            if (level.size() == 0) {
                break;
            }
        }
        List<Json> leaves = new ArrayList<>();
        flatten(value, dims, 0, leaves);
        long[] shape = dims.stream().mapToLong(Long::longValue).toArray();
        return tensor(leaves, dtype, shape);
    }

    private static Tensor tensor(List<Json> leaves, DType dtype, long[] shape) {
        if (dtype == DType.STRING) {
            return Tensor.of(leaves.stream().map(Json::asString).toArray(String[]::new), shape);
        }
        if (dtype.isFloating()) {
            return Tensor.of(leaves.stream().mapToDouble(ConfigValues::number).toArray(), shape)
                    .cast(dtype);
        }
        return Tensor.of(leaves.stream().mapToLong(leaf -> (long) number(leaf)).toArray(), shape)
                .cast(dtype);
    }

    private static double number(Json leaf) {
        return leaf.isBoolean() ? leaf.asBoolean() ? 1 : 0 : leaf.asDouble();
    }

    private static void flatten(Json value, List<Long> dims, int depth, List<Json> leaves) {
        if (depth == dims.size()) {
            if (value.isArray()) {
                throw value.malformed("the constant is not rectangular");
            }
            leaves.add(value);
            return;
        }
        if (!value.isArray() || value.size() != dims.get(depth)) {
            throw value.malformed("the constant is not rectangular");
        }
        value.asList().forEach(item -> flatten(item, dims, depth + 1, leaves));
    }

    private static UnsupportedModelException unsupported(Json json, String what) {
        return new UnsupportedModelException(
                json.document() + ", " + json.path() + ": the configuration contains " + what);
    }
}
