package dev.markhor.model;

import dev.markhor.graph.Node;
import dev.markhor.graph.Value;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.Set;

/** Which layer made which node of a trace: the innermost one in whose call it was made. */
final class Owners {
    private final Map<Node, Layer> byNode = new IdentityHashMap<>();
    private final Map<Layer, Value> results = new IdentityHashMap<>();

    /** What each node belongs to; those that many read, such as inputs, may be left out. */
    Map<Node, Layer> byNode() {
        return Collections.unmodifiableMap(byNode);
    }

    /** What each layer gave when it was called last, the first of it. */
    Map<Layer, Value> results() {
        return Collections.unmodifiableMap(results);
    }

    /** A call has ended: all between its arguments and its results is this layer's, unless it is one's inside. */
    void called(Layer layer, Inputs arguments, Structure<Value> values) {
        Set<Node> seen = new HashSet<>();
        for (Value argument : arguments.values()) {
            seen.add(argument.node());
            argument.mask().ifPresent(mask -> seen.add(mask.node()));
        }
        values.flatten().stream().findFirst().ifPresent(value -> results.put(layer, value));
        Deque<Node> left = new ArrayDeque<>();
        for (Value result : values.flatten()) {
            left.add(result.node());
            result.mask().ifPresent(mask -> left.add(mask.node()));
        }
        while (!left.isEmpty()) {
            Node node = left.remove();
            if (seen.add(node)) {
                byNode.putIfAbsent(node, layer);
                node.op().bodies().forEach(body -> body.nodes().forEach(inside -> byNode.putIfAbsent(inside, layer)));
                node.inputs().forEach(input -> left.add(input.node()));
            }
        }
    }
}
