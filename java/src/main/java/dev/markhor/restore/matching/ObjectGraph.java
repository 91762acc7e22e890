package dev.markhor.restore.matching;

import dev.markhor.formats.StoredArray;
import dev.markhor.restore.Assets;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Stored objects with named children and values: what a TensorFlow checkpoint holds, or a program put together. Node 0 is the root.
 * It is a graph: children may be shared, and cycles are normal.
 *
 * @param source what to call it in messages: a file's path
 * @param slots nodes of an optimizer's values for variables; no attribute leads to them
 */
public record ObjectGraph(String source, List<Node> nodes, Map<Integer, Slot> slots) {
    /** The source of values that come from no file. */
    static final String IN_MEMORY = "values in memory";

    private static final int LONGEST_PATH = 250;

    /**
     * One stored object.
     *
     * @param children names to node numbers, in stored order
     * @param value there if the object is a variable
     * @param others what is stored for the object that no object here takes: {@code table}
     * @param assets what it has beside variables, where that is known
     */
    public record Node(
            Map<String, Integer> children, Optional<StoredArray> value, List<String> others, Optional<Assets> assets) {
        public Node {
            children = Collections.unmodifiableMap(new LinkedHashMap<>(children));
            others = List.copyOf(others);
        }

        public Node(Map<String, Integer> children, Optional<StoredArray> value) {
            this(children, value, List.of(), Optional.empty());
        }
    }

    /**
     * What an optimizer keeps for a variable.
     *
     * @param optimizer node number
     * @param name {@code m}, {@code v}, …
     * @param variable node number
     */
    public record Slot(int optimizer, String name, int variable) {}

    /** @throws IllegalArgumentException if there is no root, or a child's number is out of range */
    public ObjectGraph {
        nodes = List.copyOf(nodes);
        slots = Map.copyOf(slots);
        if (nodes.isEmpty()) {
            throw new IllegalArgumentException(source + ": an object graph has at least a root");
        }
        for (Node node : nodes) {
            for (int child : node.children().values()) {
                if (child < 0 || child >= nodes.size()) {
                    throw new IllegalArgumentException(
                            source + ": object graph refers to node " + child + " of " + nodes.size());
                }
            }
        }
    }

    /** One without an optimizer's values. */
    public ObjectGraph(String source, List<Node> nodes) {
        this(source, nodes, Map.of());
    }

    /** Values by attribute path, such as {@code encoder/kernel} or {@code blocks/0/bias}. */
    public static ObjectGraph of(Map<String, Tensor> values) {
        List<Map<String, Integer>> children = new ArrayList<>();
        Map<Integer, StoredArray> stored = new LinkedHashMap<>();
        children.add(new LinkedHashMap<>());
        values.forEach((path, tensor) -> {
            int at = 0;
            for (String step : path.split("/")) {
                Integer next = children.get(at).get(step);
                if (next == null) {
                    next = children.size();
                    children.add(new LinkedHashMap<>());
                    children.get(at).put(step, next);
                }
                at = next;
            }
            stored.put(at, new MemoryArray(path, tensor));
        });
        List<Node> nodes = new ArrayList<>();
        for (int i = 0; i < children.size(); i++) {
            nodes.add(new Node(children.get(i), Optional.ofNullable(stored.get(i))));
        }
        return new ObjectGraph(IN_MEMORY, nodes);
    }

    /** Each node's shortest path from the root, {@code encoder/kernel}; nodes that nothing leads to have none. */
    Map<Integer, String> paths() {
        Map<Integer, String> paths = new LinkedHashMap<>();
        paths.put(0, "");
        List<Integer> queue = new ArrayList<>(List.of(0));
        for (int i = 0; i < queue.size(); i++) {
            int at = queue.get(i);
            String prefix = paths.get(at).isEmpty() ? "" : paths.get(at) + '/';
            nodes.get(at).children().forEach((name, child) -> {
                if (!paths.containsKey(child)) {
                    paths.put(child, ending(prefix + name));
                    queue.add(child);
                }
            });
        }
        return paths;
    }

    /** No more of a path than anybody reads: all paths of a deep graph would take memory quadratic in its depth. */
    private static String ending(String path) {
        return path.length() <= LONGEST_PATH ? path : "..." + path.substring(path.length() - LONGEST_PATH);
    }
}
