package dev.markhor.graph;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

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
        List<Node> order = producersFirst(outputs);
        Set<Value> given = new HashSet<>(inputs);
        for (Node node : order) {
            if (node.op() instanceof Placeholder && !given.contains(node.output())) {
                throw new IllegalArgumentException(
                        "the outputs depend on an input " + node.output() + " that is not an input of the graph");
            }
        }
        return new Graph(inputs, outputs, order);
    }

    /** Every node that {@code outputs} depend on, each after those whose outputs it reads. */
    public static List<Node> producersFirst(List<Value> outputs) {
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
        return order;
    }

    /**
     * Types and shapes of the outputs for inputs of given ones.
     *
     * @throws IllegalArgumentException if they do not fit
     */
    public List<Spec> infer(List<Spec> given) {
        Map<Value, Spec> known = inferAll(given);
        return outputs.stream().map(known::get).toList();
    }

    /** As {@link #infer}, of every value. */
    public Map<Value, Spec> inferAll(List<Spec> given) {
        Map<Value, Spec> known = new HashMap<>();
        for (int i = 0; i < inputs.size(); i++) {
            known.put(inputs.get(i), given.get(i));
        }
        for (Node node : nodes) {
            if (node.op() instanceof Placeholder) {
                continue;
            }
            List<Spec> specs =
                    node.op().infer(node.inputs().stream().map(known::get).toList());
            for (int i = 0; i < specs.size(); i++) {
                known.put(node.outputs().get(i), specs.get(i));
            }
        }
        return known;
    }

    /** The nodes of this graph and of those inside its ops. */
    public List<Node> allNodes() {
        List<Node> all = new ArrayList<>(nodes);
        for (Node node : nodes) {
            for (Graph body : node.op().bodies()) {
                all.addAll(body.allNodes());
            }
        }
        return all;
    }
}
