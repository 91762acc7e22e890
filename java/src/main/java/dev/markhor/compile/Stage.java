package dev.markhor.compile;

import dev.markhor.graph.Constant;
import dev.markhor.graph.Graph;
import dev.markhor.graph.Node;
import dev.markhor.graph.Parameter;
import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Value;
import dev.markhor.tensor.DType;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A part of a graph that runs as one. Nodes that handle strings run in Java, as native code has no strings, and what they give may have
 * sizes that depend on the texts; so the graph is cut there, and the parts between are compiled for the sizes that come out.
 *
 * @param onTensors whether the nodes run one by one in Java
 * @param part what it reads from before, what is read of it afterwards, and its nodes, with the constants and weights they use
 */
record Stage(boolean onTensors, Graph part) {
    /** The stages of a graph in order; one if it has no strings. */
    static List<Stage> of(Graph graph) {
        Map<Node, Integer> levels = new HashMap<>();
        int last = 0;
        for (Node node : graph.nodes()) {
            if (!isSource(node)) {
                int level = level(node, levels);
                levels.put(node, level);
                last = Math.max(last, level);
            }
        }
        List<Stage> stages = new ArrayList<>();
        for (int level = 0; level <= last; level++) {
            List<Node> nodes = new ArrayList<>();
            for (Node node : graph.nodes()) {
                if (Integer.valueOf(level).equals(levels.get(node))) {
                    nodes.add(node);
                }
            }
            if (!nodes.isEmpty()) {
                stages.add(new Stage(level % 2 == 0, part(graph, nodes)));
            }
        }
        return stages;
    }

    /** Even for nodes that handle strings, odd for others, and not lower than that of any node it reads from. */
    private static int level(Node node, Map<Node, Integer> levels) {
        int level = handlesStrings(node) ? 0 : 1;
        for (Value input : node.inputs()) {
            int before = levels.getOrDefault(input.node(), 0);
            level = Math.max(level, before + (before % 2 == level % 2 ? 0 : 1));
        }
        return level;
    }

    private static boolean handlesStrings(Node node) {
        return hasStrings(node.inputs()) || hasStrings(node.outputs());
    }

    static boolean hasStrings(List<Value> values) {
        for (Value value : values) {
            if (value.dtype() == DType.STRING) {
                return true;
            }
        }
        return false;
    }

    /** What needs no running; each stage has those that it reads. */
    static boolean isSource(Node node) {
        return node.op() instanceof Placeholder || node.op() instanceof Constant || node.op() instanceof Parameter;
    }

    private static Graph part(Graph graph, List<Node> nodes) {
        Set<Node> own = new HashSet<>(nodes);
        Set<Node> sources = new LinkedHashSet<>();
        Set<Value> inputs = new LinkedHashSet<>();
        for (Node node : nodes) {
            for (Value input : node.inputs()) {
                boolean fixed = isSource(input.node()) && !(input.node().op() instanceof Placeholder);
                if (fixed) {
                    sources.add(input.node());
                } else if (!own.contains(input.node())) {
                    inputs.add(input);
                }
            }
        }
        Set<Value> outputs = new LinkedHashSet<>();
        addFrom(own, graph.outputs(), outputs);
        for (Node node : graph.nodes()) {
            if (!own.contains(node)) {
                addFrom(own, node.inputs(), outputs);
            }
        }
        List<Node> all = new ArrayList<>(sources);
        all.addAll(nodes);
        return new Graph(List.copyOf(inputs), List.copyOf(outputs), all);
    }

    private static void addFrom(Set<Node> makers, List<Value> values, Set<Value> made) {
        for (Value value : values) {
            if (makers.contains(value.node())) {
                made.add(value);
            }
        }
    }
}
