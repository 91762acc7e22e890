package dev.markhor.model;

import dev.markhor.graph.Constant;
import dev.markhor.graph.Value;
import dev.markhor.model.Structure.Entries;
import dev.markhor.model.Structure.Items;
import dev.markhor.model.Structure.Leaf;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/** The layers of a functional model and their calls, as Keras 3 writes them. */
final class FunctionalConfig {
    private final Functional model;
    private final ConfigOutput config;
    /** By layer, its calls in this model in order. */
    private final Map<Layer, List<LayerCall>> calls = new IdentityHashMap<>();

    private FunctionalConfig(Functional model, ConfigOutput config) {
        this.model = model;
        this.config = config;
    }

    static void write(Functional model, ConfigOutput config) {
        new FunctionalConfig(model, config).write();
    }

    private void write() {
        for (Object step : model.graph().steps()) {
            if (step instanceof LayerCall call) {
                calls.computeIfAbsent(call.layer(), layer -> new ArrayList<>()).add(call);
            }
        }
        List<Object> layers = new ArrayList<>();
        for (Layer layer : model.layers()) {
            Map<String, Object> entry = ConfigOutput.of(layer);
            entry.put("name", layer.name());
            List<Object> nodes = new ArrayList<>();
            for (LayerCall call : calls.getOrDefault(layer, List.of())) {
                nodes.add(node(call));
            }
            entry.put("inbound_nodes", nodes);
            layers.add(entry);
        }
        config.put("layers", layers)
                .put("input_layers", ends(model.inputs()))
                .put("output_layers", ends(model.outputs()));
    }

    // ---- calls

    private Map<String, Object> node(LayerCall call) {
        List<Object> positional = new ArrayList<>();
        call.inputs().positional().forEach(argument -> positional.add(argument(call, argument)));
        Map<String, Object> named = new LinkedHashMap<>();
        call.inputs().named().forEach((name, argument) -> {
            if (!name.equals("mask") || !isOwnMask(call, argument)) {
                named.put(name, argument(call, argument));
            }
        });
        Map<String, Object> node = new LinkedHashMap<>();
        node.put("args", positional);
        node.put("kwargs", named);
        return node;
    }

    /** Whether the layer was given the mask that its input had, which it will be given again when the model is put together anew. */
    private static boolean isOwnMask(LayerCall call, Object mask) {
        List<Value> values = call.inputs().values();
        return call.layer().takesMask()
                && values.size() == 2
                && mask instanceof Leaf<?> leaf
                && values.get(0).mask().filter(leaf.value()::equals).isPresent();
    }

    private Object argument(LayerCall call, Object argument) {
        if (argument instanceof Leaf<?> leaf) {
            return leaf.value() instanceof Value value ? tensor(call, value) : leaf.value();
        }
        if (argument instanceof Items<?> items) { // without any it stands for None
            return items.items().isEmpty() ? null : list(call, items.items());
        }
        if (argument instanceof Entries<?> entries) {
            return map(call, entries.entries());
        }
        if (argument instanceof List<?> list) {
            return list(call, list);
        }
        if (argument instanceof Map<?, ?> map) {
            return map(call, map);
        }
        if (argument == null
                || argument instanceof Number
                || argument instanceof String
                || argument instanceof Boolean) {
            return argument;
        }
        throw config.unsupported(
                "layer '" + call.layer().name() + "' is called with " + argument + ", for which JSON has no word");
    }

    private List<Object> list(LayerCall call, List<?> list) {
        List<Object> items = new ArrayList<>();
        list.forEach(item -> items.add(argument(call, item)));
        return items;
    }

    private Map<Object, Object> map(LayerCall call, Map<?, ?> map) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        map.forEach((key, item) -> entries.put(key, argument(call, item)));
        return entries;
    }

    private Object tensor(LayerCall user, Value value) {
        Map<String, Object> content = new LinkedHashMap<>();
        if (value.node().op() instanceof Constant constant) {
            content.put("value", ConfigOutput.encoded(constant.tensor()));
            content.put("dtype", value.dtype().kerasName());
            return Map.of("class_name", "__tensor__", "config", content);
        }
        content.put("shape", ConfigOutput.shape(value.spec()));
        content.put("dtype", value.dtype().kerasName());
        content.put("keras_history", history(value, 0, "layer '" + user.layer().name() + "'"));
        return Map.of("class_name", "__keras_tensor__", "config", content);
    }

    // ---- references

    /** {@code input_layers} or {@code output_layers}. Keras counts the calls of a functional model from 1 there. */
    private Object ends(Structure<Value> structure) {
        if (structure instanceof Items<Value> items) {
            return items.items().stream().map(this::ends).toList();
        }
        if (structure instanceof Entries<Value> entries) {
            Map<String, Object> ends = new LinkedHashMap<>();
            entries.entries().forEach((key, entry) -> ends.put(key, ends(entry)));
            return ends;
        }
        return history(structure.single(), 1, "the model");
    }

    /** {@code [layer, call, output]}. */
    private List<Object> history(Value value, int firstOfModels, String user) {
        LayerCall call = LayerCall.originOf(value)
                .map(LayerCall.Origin::call)
                .orElseThrow(() -> config.unsupported(user + " takes what the operation "
                        + value.node().op().name()
                        + " gives, which stands between layers; make a layer of it, or use one of Keras'"));
        int number = calls.getOrDefault(call.layer(), List.of(call)).indexOf(call);
        int first = call.layer() instanceof Functional ? firstOfModels : 0;
        return List.of(
                call.layer().name(), number + first, byKeys(call.outputs()).indexOf(value));
    }

    /** The results as references count them: entries of a map in the order of their keys. */
    private static List<Value> byKeys(Structure<Value> results) {
        if (results instanceof Items<Value> items) {
            return items.items().stream().flatMap(item -> byKeys(item).stream()).toList();
        }
        if (results instanceof Entries<Value> entries) {
            return new TreeMap<>(entries.entries())
                    .values().stream().flatMap(entry -> byKeys(entry).stream()).toList();
        }
        return results.flatten();
    }
}
