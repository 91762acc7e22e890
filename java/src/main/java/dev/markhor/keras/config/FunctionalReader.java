package dev.markhor.keras.config;

import dev.markhor.formats.json.Json;
import dev.markhor.graph.Value;
import dev.markhor.keras.config.ConfigValues.TensorRef;
import dev.markhor.keras.operations.OperationLayer;
import dev.markhor.model.Functional;
import dev.markhor.model.InputLayer;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Functional models. All layers are made first; then their calls are made as soon as what they refer to is there, as a call may refer
 * to a layer that comes later in the list.
 */
final class FunctionalReader {
    private final ModelReader reader;
    private final Json object;
    private final Json config;
    private final Map<String, Node> nodes = new LinkedHashMap<>();
    private long calls = 1;

    /** A call that is not made yet. */
    private record Pending(CallSpec call, List<TensorRef> references) {
        static Pending of(CallSpec call) {
            return new Pending(call, call.references());
        }
    }

    /** A layer and its calls in this model. */
    private static final class Node {
        final String name;
        final Layer layer;
        final Json entry;
        final Deque<Pending> pending = new ArrayDeque<>();
        final List<List<Value>> outputs = new ArrayList<>();
        /** Who waits for which call of this layer. */
        final Map<Integer, List<Node>> waiting = new HashMap<>();

        int calls;
        /** So many references of the next call are known to be there. */
        int known;

        final CallNumbers numbers;

        Node(String name, Layer layer, Json entry, CallNumbers numbers) {
            this.name = name;
            this.layer = layer;
            this.entry = entry;
            this.numbers = numbers;
        }
    }

    private FunctionalReader(ModelReader reader, Json object) {
        this.reader = reader;
        this.object = object;
        this.config = object.get("config");
    }

    static Functional read(ModelReader reader, Json object) {
        return new FunctionalReader(reader, object).read();
    }

    private Functional read() {
        makeLayers();
        Object inputs = CallSpec.endpoints(config.get("input_layers"));
        Object outputs = CallSpec.endpoints(config.get("output_layers"));
        countCalls(inputs, outputs);
        makeCalls();
        List<Layer> layers = new ArrayList<>();
        for (Node node : nodes.values()) {
            layers.add(node.layer);
        }
        return Guard.run(object, () -> {
            Functional model = Model.of(
                    CallArguments.structure(sortedKeys(inputs), this::atEnd),
                    CallArguments.structure(outputs, this::atEnd),
                    layers);
            ModelReader.name(object).ifPresent(model::setName);
            model.setTrainable(config.getBoolean("trainable", true));
            model.setModelDialect(reader.dialect());
            reader.budget().makes(model, calls);
            return model;
        });
    }

    // ---- layers

    private void makeLayers() {
        List<Json> entries = config.get("layers").asList();
        for (int i = 0; i < entries.size(); i++) {
            Json entry = entries.get(i);
            if (!entry.isObject() || !entry.has("class_name") || !entry.has("config")) {
                throw entry.malformed("layer entry #" + i + " has no 'class_name' or no 'config'");
            }
            Layer layer = reader.read(entry, callsWithSeveral(entry));
            String name = ModelReader.name(entry).orElse(layer.name());
            layer.setName(name);
            Node node = new Node(
                    name, layer, entry, new CallNumbers(layer, reader.dialect().isKeras3()));
            if (nodes.put(name, node) != null) {
                throw entry.malformed("two layers are named '" + name + "'");
            }
            if (layer instanceof InputLayer input) {
                node.outputs.add(List.of(input.value()));
                node.calls = 1;
            }
        }
        for (Node node : nodes.values()) {
            if (!(node.layer instanceof InputLayer)) {
                for (Json call : node.entry.getList("inbound_nodes")) {
                    node.pending.add(Pending.of(CallSpec.read(call, nodes.keySet())));
                }
                node.calls = node.pending.size();
            }
        }
    }

    /** Whether the first call has more than one positional argument. */
    static boolean callsWithSeveral(Json entry) {
        List<Json> calls = entry.getList("inbound_nodes");
        return !calls.isEmpty()
                && calls.get(0).isObject()
                && calls.get(0).getList("args").size() > 1;
    }

    private void countCalls(Object inputs, Object outputs) {
        for (Node node : nodes.values()) {
            for (Pending call : node.pending) {
                for (TensorRef reference : call.references) {
                    source(reference, node.name).numbers.addInside(reference.call());
                }
            }
        }
        List<TensorRef> ends = new ArrayList<>(CallSpec.references(inputs));
        ends.addAll(CallSpec.references(outputs));
        for (TensorRef reference : ends) {
            source(reference, "the model's inputs or outputs").numbers.addAtEnds(reference.call());
        }
    }

    private Node source(TensorRef reference, String user) {
        Node source = nodes.get(reference.layer());
        if (source == null) {
            throw reference
                    .place()
                    .malformed("layer '" + user + "' refers to unknown layer '" + reference.layer() + "'");
        }
        return source;
    }

    // ---- calls

    /** Each layer makes its calls in turn, as far as what they refer to is there; it goes on when the call that it waits for is made. */
    private void makeCalls() {
        Deque<Node> ready = new ArrayDeque<>(nodes.values());
        while (!ready.isEmpty()) {
            Node node = ready.remove();
            while (!node.pending.isEmpty() && !waits(node)) {
                call(node, node.pending.remove().call);
                node.known = 0;
                ready.addAll(node.waiting.getOrDefault(node.outputs.size() - 1, List.of()));
            }
        }
        for (Node node : nodes.values()) {
            if (!node.pending.isEmpty()) {
                throw object.malformed("the graph contains a cycle or disconnected calls: " + left());
            }
        }
    }

    /** Layers with calls that could not be made. */
    private String left() {
        return nodes.values().stream()
                .filter(node -> !node.pending.isEmpty())
                .map(node -> node.name)
                .limit(10)
                .collect(Collectors.joining(", "));
    }

    /** Whether the next call refers to one that is not made yet. That one then knows who waits for it. */
    private boolean waits(Node node) {
        List<TensorRef> references = node.pending.element().references;
        for (; node.known < references.size(); node.known++) {
            TensorRef reference = references.get(node.known);
            Node source = nodes.get(reference.layer());
            int index = reference.call() - source.numbers.firstInside(source.calls);
            checkCall(reference, source, index);
            if (index >= source.outputs.size()) {
                source.waiting.computeIfAbsent(index, i -> new ArrayList<>()).add(node);
                return true;
            }
        }
        return false;
    }

    private void checkCall(TensorRef reference, Node source, int index) {
        if (index < 0 || index >= source.calls) {
            throw reference
                    .place()
                    .malformed("refers to call " + reference.call() + " of '" + source.name + "', which is called "
                            + source.calls + " time(s)");
        }
    }

    private void call(Node node, CallSpec call) {
        calls += reader.budget().call(node.entry, node.layer);
        if (!reader.dialect().isKeras3()) {
            TrainingCalls.refuse(node.entry, call);
        }
        node.outputs.add(Guard.run(node.entry, () -> {
            Inputs inputs = CallArguments.of(call, node.layer instanceof OperationLayer, this::inside);
            return byKeys(node.layer.apply(ArrayArguments.constants(node.layer, inputs)));
        }));
    }

    /** The results as references count them: entries of a map in the order of their keys. */
    private static List<Value> byKeys(Structure<Value> results) {
        if (results instanceof Structure.Items<Value> items) {
            return items.items().stream().flatMap(item -> byKeys(item).stream()).toList();
        }
        if (results instanceof Structure.Entries<Value> entries) {
            return new TreeMap<>(entries.entries())
                    .values().stream().flatMap(entry -> byKeys(entry).stream()).toList();
        }
        return results.flatten();
    }

    private Value inside(TensorRef reference) {
        Node source = nodes.get(reference.layer());
        return output(reference, source, reference.call() - source.numbers.firstInside(source.calls));
    }

    private Value atEnd(TensorRef reference) {
        Node source = nodes.get(reference.layer());
        return output(reference, source, reference.call() - source.numbers.firstAtEnds(source.calls));
    }

    private Value output(TensorRef reference, Node source, int index) {
        checkCall(reference, source, index);
        List<Value> outputs = source.outputs.get(index);
        if (reference.output() < 0 || reference.output() >= outputs.size()) {
            throw reference
                    .place()
                    .malformed("refers to output " + reference.output() + " of '" + source.name + "', which has "
                            + outputs.size());
        }
        return outputs.get(reference.output());
    }

    /** Keras takes inputs given by position in the order of their keys. */
    private static Object sortedKeys(Object inputs) {
        if (inputs instanceof Map<?, ?> map) {
            Map<Object, Object> sorted = new TreeMap<>();
            map.forEach((key, value) -> sorted.put(key, sortedKeys(value)));
            return sorted;
        }
        if (inputs instanceof List<?> list) {
            return list.stream().map(FunctionalReader::sortedKeys).toList();
        }
        return inputs;
    }
}
