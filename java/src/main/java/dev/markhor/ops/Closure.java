package dev.markhor.ops;

import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Value;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A graph that was traced inside another one, with everything it takes from there as inputs of its own. Weights and constants stay
 * inside; what depends on an input of the outer graph only is computed there.
 *
 * @param body inputs: the given ones, then a placeholder for each captured value
 * @param captured values of the outer graph
 */
record Closure(Graph body, List<Value> captured) {
    static Closure of(List<Value> inputs, List<Value> outputs) {
        Set<Node> own = Collections.newSetFromMap(new IdentityHashMap<>());
        inputs.forEach(input -> own.add(input.node()));
        Set<Node> inside = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Node> outside = Collections.newSetFromMap(new IdentityHashMap<>());
        Map<Value, Value> known = new HashMap<>();
        Map<Value, Value> captured = new LinkedHashMap<>();
        for (Node node : Graph.producersFirst(outputs)) {
            if (own.contains(node) || reads(node, inside)) {
                inside.add(node);
                if (!own.contains(node)) {
                    copy(node, known, outside, captured);
                }
            } else if (node.op() instanceof Placeholder || reads(node, outside)) {
                outside.add(node);
            }
        }
        List<Value> results = outputs.stream()
                .map(output -> within(output, known, outside, captured))
                .toList();
        List<Value> all = new ArrayList<>(inputs);
        all.addAll(captured.values());
        return new Closure(Graph.of(all, results), List.copyOf(captured.keySet()));
    }

    private static boolean reads(Node node, Set<Node> nodes) {
        return node.inputs().stream().anyMatch(input -> nodes.contains(input.node()));
    }

    private static void copy(Node node, Map<Value, Value> known, Set<Node> outside, Map<Value, Value> captured) {
        List<Value> inputs = node.inputs().stream()
                .map(input -> within(input, known, outside, captured))
                .toList();
        Node copy = inputs.equals(node.inputs()) ? node : Node.of(node.op(), inputs);
        for (int i = 0; i < node.outputs().size(); i++) {
            known.put(node.outputs().get(i), copy.outputs().get(i));
        }
    }

    /** What the body has in place of a value. */
    private static Value within(Value value, Map<Value, Value> known, Set<Node> outside, Map<Value, Value> captured) {
        return outside.contains(value.node())
                ? captured.computeIfAbsent(value, outer -> Placeholder.create(outer.spec()))
                : known.getOrDefault(value, value);
    }
}
