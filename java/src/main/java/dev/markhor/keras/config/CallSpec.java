package dev.markhor.keras.config;

import dev.markhor.formats.json.Json;
import dev.markhor.keras.config.ConfigValues.TensorRef;
import dev.markhor.keras.operations.SliceSpec;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * One call of a layer as a functional model's configuration has it: arguments in which symbolic tensors are references.
 *
 * @param positional in order; lists, maps, {@link TensorRef}s and plain values
 * @param named by parameter
 */
record CallSpec(List<Object> positional, Map<String, Object> named) {
    private static final String CONSTANT = "_CONSTANT_VALUE";

    /** An entry of {@code inbound_nodes}. Keras 3 wrote objects, older versions nested lists; K3's legacy files mix the two. */
    static CallSpec read(Json node, Set<String> layers) {
        if (node.isObject() && node.has("args")) {
            return keras3(node);
        }
        return keras2(node, layers);
    }

    private static CallSpec keras3(Json node) {
        List<Object> positional = new ArrayList<>();
        for (Json argument : node.getList("args")) {
            positional.add(ConfigValues.decode(argument));
        }
        Map<String, Object> named = new LinkedHashMap<>();
        Optional<Json> kwargs = node.find("kwargs");
        if (kwargs.isPresent()) {
            for (Map.Entry<String, Json> argument : kwargs.get().asMap().entrySet()) {
                named.put(argument.getKey(), ConfigValues.decode(argument.getValue()));
            }
        }
        return new CallSpec(positional, named);
    }

    /** The structure of the first argument; each leaf repeats the keyword arguments. */
    private static CallSpec keras2(Json node, Set<String> layers) {
        if (node.isNull() || node.isArray() && node.size() == 0) {
            return new CallSpec(List.of(), Map.of());
        }
        Map<String, Object> named = new LinkedHashMap<>();
        Object first = structure(node, layers, named);
        if (!isLeaf(node, layers) && first instanceof List<?> list && list.size() == 1) {
            first = list.get(0);
        }
        List<Object> positional = new ArrayList<>();
        positional.add(first);
        return new CallSpec(positional, named);
    }

    private static Object structure(Json json, Set<String> layers, Map<String, Object> named) {
        if (isLeaf(json, layers)) {
            if (json.size() == 4 && named.isEmpty()) {
                json.get(3).asMap().forEach((key, value) -> named.put(key, keyword(value, layers)));
            }
            return json.get(0).asString().equals(CONSTANT) ? ConfigValues.decode(json.get(2)) : reference(json);
        }
        if (json.isArray()) {
            List<Object> items = new ArrayList<>();
            json.asList().forEach(item -> items.add(structure(item, layers, named)));
            return items;
        }
        if (json.isObject()) {
            Map<String, Object> entries = new LinkedHashMap<>();
            json.asMap().forEach((key, value) -> entries.put(key, structure(value, layers, named)));
            return entries;
        }
        throw json.expected("a reference to a layer's output");
    }

    /** Whether this is {@code [layer, call, output]}, with keyword arguments or without; not a list that only looks like it. */
    private static boolean isLeaf(Json json, Set<String> layers) {
        if (!json.isArray()
                || json.size() < 3
                || json.size() > 4
                || !json.get(0).isString()
                || !json.get(1).isInteger()) {
            return false;
        }
        String name = json.get(0).asString();
        if (name.equals(CONSTANT)) {
            return true;
        }
        boolean shaped = json.get(2).isInteger()
                && (json.size() == 3 || json.get(3).isObject() || json.get(3).isNull());
        return shaped && (layers.contains(name) || json.size() == 4);
    }

    private static Object keyword(Json json, Set<String> layers) {
        if (json.isArray() && json.size() == 3 && isLeaf(json, layers)) {
            return reference(json);
        }
        if (json.isArray()) {
            List<Object> items = new ArrayList<>();
            json.asList().forEach(item -> items.add(keyword(item, layers)));
            return items;
        }
        if (json.isObject() && json.has("start") && json.has("stop") && json.has("step")) {
            return new SliceSpec(
                    bound(json, "start", layers), bound(json, "stop", layers), bound(json, "step", layers));
        }
        return ConfigValues.decode(json);
    }

    private static Optional<Object> bound(Json slice, String key, Set<String> layers) {
        return slice.find(key).map(value -> keyword(value, layers));
    }

    private static TensorRef reference(Json json) {
        return new TensorRef(
                json.get(0).asString(), json.get(1).asInt(), json.get(2).asInt(), json);
    }

    /** A model's {@code input_layers} or {@code output_layers}: references in lists, maps or alone. */
    static Object endpoints(Json json) {
        if (json.isArray()
                && json.size() == 3
                && json.get(0).isString()
                && json.get(1).isInteger()) {
            return reference(json);
        }
        if (json.isArray()) {
            List<Object> items = new ArrayList<>();
            for (Json item : json.asList()) {
                items.add(endpoints(item));
            }
            return items.size() == 1 ? items.get(0) : items;
        }
        if (json.isObject()) {
            Map<String, Object> entries = new LinkedHashMap<>();
            json.asMap().forEach((key, value) -> entries.put(key, endpoints(value)));
            return entries;
        }
        throw json.expected("[layer, call, output]");
    }

    /** Every reference in a value made by this class. */
    static List<TensorRef> references(Object value) {
        List<TensorRef> found = new ArrayList<>();
        collect(value, found);
        return found;
    }

    List<TensorRef> references() {
        List<TensorRef> found = new ArrayList<>();
        collect(positional, found);
        collect(named, found);
        return found;
    }

    private static void collect(Object value, List<TensorRef> found) {
        if (value instanceof TensorRef reference) {
            found.add(reference);
        } else if (value instanceof List<?> list) {
            for (Object item : list) {
                collect(item, found);
            }
        } else if (value instanceof Map<?, ?> map) {
            for (Object item : map.values()) {
                collect(item, found);
            }
        } else if (value instanceof SliceSpec slice) {
            slice.start().ifPresent(bound -> collect(bound, found));
            slice.stop().ifPresent(bound -> collect(bound, found));
            slice.step().ifPresent(bound -> collect(bound, found));
        }
    }
}
