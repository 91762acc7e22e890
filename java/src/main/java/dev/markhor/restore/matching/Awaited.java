package dev.markhor.restore.matching;

import dev.markhor.restore.Restorable;
import dev.markhor.variable.Trackable;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Stored objects that may still get their object of the program: those below layers and models that are not built, up to the layers that
 * are known already.
 */
final class Awaited {
    private final ObjectGraph graph;
    private final Map<Integer, Object> bound;
    private final Set<Integer> nodes = new HashSet<>();

    private Awaited(ObjectGraph graph, Map<Integer, Object> bound) {
        this.graph = graph;
        this.bound = bound;
    }

    /** Numbers of nodes that nothing is bound to. */
    static Set<Integer> nodes(ObjectGraph graph, Trackable root, Map<Integer, Object> bound) {
        Awaited awaited = new Awaited(graph, bound);
        Set<Trackable> here = reachable(root);
        bound.forEach((node, object) -> {
            if (object instanceof Restorable layer && !layer.isBuilt() && here.contains(layer)) {
                awaited.collect(node);
            }
        });
        return awaited.nodes;
    }

    /** An object of the program and all that its attributes lead to. */
    static Set<Trackable> reachable(Trackable root) {
        Set<Trackable> reached = Collections.newSetFromMap(new IdentityHashMap<>());
        reach(root, reached);
        return reached;
    }

    private static void reach(Trackable object, Set<Trackable> reached) {
        if (reached.add(object)) {
            object.edges().stream().filter(edge -> !edge.isVariable()).forEach(edge -> reach(edge.child(), reached));
        }
    }

    private void collect(int start) {
        Set<Integer> seen = new HashSet<>();
        Deque<Integer> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            for (int child : graph.nodes().get(queue.remove()).children().values()) {
                boolean goesOn =
                        bound.containsKey(child) ? !(bound.get(child) instanceof Restorable) : nodes.add(child);
                if (goesOn && seen.add(child)) {
                    queue.add(child);
                }
            }
        }
    }
}
