package dev.markhor.model;

import dev.markhor.graph.Constant;
import dev.markhor.graph.Node;
import dev.markhor.graph.Value;
import dev.markhor.model.Structure.Entries;
import dev.markhor.model.Structure.Items;
import dev.markhor.model.Structure.Leaf;
import dev.markhor.restore.matching.KerasNames;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/** The layers of a functional model and their calls, as Keras 3 writes them, with the operations between layers. */
final class FunctionalConfig {
    private final Functional model;
    private final ConfigOutput config;
    /** By layer, its calls in this model in order. */
    private final Map<Layer, List<LayerCall>> calls = new IdentityHashMap<>();
    /** Operations between layers, by what they are called. */
    private final Map<Node, String> operations = new LinkedHashMap<>();

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
        nameOperations();
        List<Object> layers = new ArrayList<>();
        for (Layer layer : model.layers()) {
            List<Object> nodes = new ArrayList<>();
            for (LayerCall call : calls.getOrDefault(layer, List.of())) {
                nodes.add(call(call));
            }
            layers.add(called(config.inside(layer), layer.name(), nodes));
        }
        operations.forEach((node, name) -> layers.add(operation(node, name)));
        config.put("layers", layers)
                .put("input_layers", ends(model.inputs()))
                .put("output_layers", ends(model.outputs()));
    }

    private static Map<String, Object> called(Map<String, Object> entry, String name, List<Object> nodes) {
        entry.put("name", name);
        entry.put("inbound_nodes", nodes);
        return entry;
    }

    // ---- operations between layers

    /** Those that calls and outputs need; masks that layers find by themselves need none. */
    private void nameOperations() {
        Set<Object> needed = Collections.newSetFromMap(new IdentityHashMap<>());
        model.outputs().flatten().forEach(value -> needed.add(FunctionalGraph.source(value)));
        List<Object> steps = model.graph().steps();
        for (int i = steps.size() - 1; i >= 0; i--) {
            Object step = steps.get(i);
            if (step instanceof LayerCall call) {
                List<Value> values = call.inputs().values();
                boolean ownMask = isOwnMask(call, call.inputs().named().get("mask"));
                (ownMask ? values.subList(0, 1) : values).forEach(value -> needed.add(FunctionalGraph.source(value)));
            } else if (needed.contains(step)) {
                ((Node) step).inputs().forEach(value -> needed.add(FunctionalGraph.source(value)));
            }
        }
        Set<String> used = new HashSet<>();
        model.layers().forEach(layer -> used.add(layer.name()));
        for (Object step : steps) {
            if (step instanceof Node node && needed.contains(node) && !(node.op() instanceof Constant)) {
                String base = KerasNames.snakeCase(operation(node).className());
                int number = 0;
                while (!used.add(KerasNames.numbered(base, number))) {
                    number++;
                }
                operations.put(node, KerasNames.numbered(base, number));
            }
        }
    }

    private OperationConfig operation(Node node) {
        return OperationConfig.of(node)
                .orElseThrow(() -> config.unsupported("keras.ops has nothing like the operation "
                        + node.op().name() + " of " + node.inputs() + ", which stands between layers"));
    }

    private Map<String, Object> operation(Node node, String name) {
        OperationConfig operation = operation(node);
        Map<String, Object> options = new LinkedHashMap<>();
        options.put("name", name);
        options.putAll(operation.options());
        Map<String, Object> entry =
                ConfigOutput.object(operation.module(), operation.className(), options, operation.className());
        return called(entry, name, List.of(call(list(name, operation.arguments()), Map.of())));
    }

    // ---- calls

    private Map<String, Object> call(LayerCall call) {
        String user = call.layer().name();
        Map<String, Object> named = new LinkedHashMap<>();
        call.inputs().named().forEach((name, argument) -> {
            if (!name.equals("mask") || !isOwnMask(call, argument)) {
                named.put(name, argument(user, argument));
            }
        });
        return call(list(user, call.inputs().positional()), named);
    }

    private static Map<String, Object> call(List<Object> positional, Map<String, Object> named) {
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

    private Object argument(String user, Object argument) {
        if (argument instanceof Value value) {
            return tensor(value);
        }
        if (argument instanceof Leaf<?> leaf) {
            return argument(user, leaf.value());
        }
        if (argument instanceof Items<?> items) { // without any it stands for None
            return items.items().isEmpty() ? null : list(user, items.items());
        }
        if (argument instanceof Entries<?> entries) {
            return map(user, entries.entries());
        }
        if (argument instanceof List<?> list) {
            return list(user, list);
        }
        if (argument instanceof Map<?, ?> map) {
            return map(user, map);
        }
        if (argument == null
                || argument instanceof Number
                || argument instanceof String
                || argument instanceof Boolean) {
            return argument;
        }
        throw config.unsupported("layer '" + user + "' is called with " + argument + ", for which JSON has no word");
    }

    private List<Object> list(String user, List<?> list) {
        List<Object> items = new ArrayList<>();
        list.forEach(item -> items.add(argument(user, item)));
        return items;
    }

    private Map<Object, Object> map(String user, Map<?, ?> map) {
        Map<Object, Object> entries = new LinkedHashMap<>();
        map.forEach((key, item) -> entries.put(key, argument(user, item)));
        return entries;
    }

    private Object tensor(Value value) {
        Map<String, Object> content = new LinkedHashMap<>();
        if (value.node().op() instanceof Constant constant) {
            content.put("value", config.encoded(constant.tensor()));
            content.put("dtype", value.dtype().kerasName());
            return Map.of("class_name", "__tensor__", "config", content);
        }
        content.put("shape", ConfigOutput.shape(value.spec()));
        content.put("dtype", value.dtype().kerasName());
        content.put("keras_history", history(value, 0));
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
        return history(structure.single(), 1);
    }

    /** {@code [layer, call, output]}. */
    private List<Object> history(Value value, int firstOfModels) {
        if (!(FunctionalGraph.source(value) instanceof LayerCall call)) {
            if (value.node().op() instanceof Constant) {
                throw config.unsupported("it gives a constant");
            }
            return List.of(operations.get(value.node()), 0, value.index());
        }
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
