package dev.markhor.restore.matching;

import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.Restorable;
import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;

/** How the restore of an object graph stands: which stored object is which object of the program, and what is left over. */
final class ObjectReport implements Status.Report {
    /** Where a SavedModel has what its metrics count. */
    private static final String SAVED_MODEL_METRICS = "keras_api/metrics/";

    private final ObjectGraph graph;
    private final Map<Integer, String> paths;
    private final Trackable root;
    private final Map<Integer, Object> bound;

    /**
     * @param paths of the graph
     * @param bound node numbers to a {@link Trackable} or {@link Variable}; changes as the program grows
     */
    ObjectReport(ObjectGraph graph, Map<Integer, String> paths, Trackable root, Map<Integer, Object> bound) {
        this.graph = graph;
        this.paths = paths;
        this.root = root;
        this.bound = bound;
    }

    @Override
    public String source() {
        return graph.source();
    }

    @Override
    public List<LoadStatus.Match> matched() {
        VariableNames names = VariableNames.of(root);
        List<LoadStatus.Match> matched = new ArrayList<>();
        bound.forEach((node, object) -> {
            if (object instanceof Variable variable) {
                matched.add(new LoadStatus.Match(names.name(variable), paths.get(node)));
            }
        });
        return matched;
    }

    @Override
    public List<String> missing() {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        found.addAll(bound.values());
        List<String> missing = new ArrayList<>();
        VariableNames.of(root).variables().forEach((path, variable) -> {
            if (!found.contains(variable)) {
                missing.add(path);
            }
        });
        return missing;
    }

    @Override
    public List<String> waiting() {
        Set<Integer> awaited = awaited();
        return unboundValues(awaited::contains);
    }

    @Override
    public List<String> unused() {
        Set<Integer> awaited = awaited();
        return unboundValues(node -> !awaited.contains(node));
    }

    private List<String> unboundValues(IntPredicate which) {
        List<String> values = new ArrayList<>();
        for (int node = 0; node < graph.nodes().size(); node++) {
            if (which.test(node)) {
                ObjectGraph.Node stored = graph.nodes().get(node);
                if (stored.value().isPresent() && !(bound.get(node) instanceof Variable)) {
                    values.add(title(node));
                }
                for (String other : stored.others()) {
                    values.add(title(node) + " (" + other + ')');
                }
            }
        }
        return values;
    }

    /** Nodes below objects of the program that are not built, and so may still get what these lead to. */
    private Set<Integer> awaited() {
        Set<Integer> awaited = new HashSet<>();
        Set<Trackable> here = Collections.newSetFromMap(new IdentityHashMap<>());
        reach(root, here);
        bound.forEach((node, object) -> {
            if (object instanceof Restorable layer && !layer.isBuilt() && layer != root && here.contains(layer)) {
                collect(node, awaited);
            }
        });
        return awaited;
    }

    private static void reach(Trackable object, Set<Trackable> reached) {
        if (reached.add(object)) {
            object.edges().stream().filter(edge -> !edge.isVariable()).forEach(edge -> reach(edge.child(), reached));
        }
    }

    private void collect(int start, Set<Integer> nodes) {
        Deque<Integer> queue = new ArrayDeque<>(List.of(start));
        while (!queue.isEmpty()) {
            for (int child : graph.nodes().get(queue.remove()).children().values()) {
                if (!bound.containsKey(child) && nodes.add(child)) {
                    queue.add(child);
                }
            }
        }
    }

    private String title(int node) {
        ObjectGraph.Slot slot = graph.slots().get(node);
        return slot == null || paths.containsKey(node)
                ? path(node)
                : path(slot.optimizer()) + '/' + slot.name() + '/' + path(slot.variable());
    }

    private String path(int node) {
        return paths.getOrDefault(node, "node " + node);
    }

    @Override
    public List<String> training() {
        Set<String> optimizers = new HashSet<>(Set.of("optimizer"));
        graph.slots().values().forEach(slot -> optimizers.add(path(slot.optimizer())));
        return unused().stream()
                .filter(value -> value.equals("save_counter")
                        || value.startsWith(SAVED_MODEL_METRICS)
                        || optimizers.stream().anyMatch(optimizer -> ('/' + value).contains('/' + optimizer + '/')))
                .toList();
    }

    @Override
    public List<String> advice() {
        return new RestoreAdvice(graph, paths).of(missing(), isTrivial());
    }

    @Override
    public boolean isTrivial() {
        return bound.size() < 2;
    }
}
