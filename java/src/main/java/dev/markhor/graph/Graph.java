package dev.markhor.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/** A traced program: its inputs (placeholders), its outputs, and every node the outputs need, producers first. */
public record Graph(List<Value> inputs, List<Value> outputs, List<Node> nodes) {
    public Graph {
        inputs = List.copyOf(inputs);
        outputs = List.copyOf(outputs);
        nodes = List.copyOf(nodes);
    }

    /**
     * Collects what {@code outputs} depend on.
     *
     * @throws IllegalArgumentException if that includes a placeholder that is not among {@code inputs}
     */
    public static Graph of(List<Value> inputs, List<Value> outputs) {
        List<Node> order = new ArrayList<>();
        Map<Node, Boolean> done = new IdentityHashMap<>();
        Deque<Node> stack = new ArrayDeque<>();
        for (Value output : outputs) {
            stack.push(output.node());
            while (!stack.isEmpty()) {
                Node node = stack.peek();
                Boolean state = done.putIfAbsent(node, false);
                if (state == null) {
                    for (Value input : node.inputs()) {
                        if (!done.containsKey(input.node())) {
                            stack.push(input.node());
                        }
                    }
                } else {
                    stack.pop();
                    if (!state) {
                        done.put(node, true);
                        order.add(node);
                    }
                }
            }
        }
        for (Node node : order) {
            if (node.op() instanceof Placeholder && !inputs.contains(node.output())) {
                throw new IllegalArgumentException(
                        "the outputs depend on an input " + node.output() + " that is not an input of the graph");
            }
        }
        return new Graph(inputs, outputs, order);
    }
}
