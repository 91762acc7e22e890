package dev.markhor.restore.matching;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.StoredArray;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.MatchOptions;
import dev.markhor.variable.PendingRestore;
import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.util.ArrayDeque;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/**
 * One restore of an object graph: which stored object is which object of the program. Both graphs are walked together from the roots,
 * breadth first in stored order, so that shorter paths win; the first object met for a stored one stays. What the program does not have
 * yet waits at the object that will have it.
 *
 * <p>Not safe for use by several threads: whoever builds or loads holds the model's lock.
 */
final class ObjectRestore {
    private final ObjectGraph graph;
    private final Map<Integer, String> paths;
    private final Trackable root;
    private final Renames renamed;
    private final long order = Assignments.nextOrder();
    /** Node numbers to a {@link Trackable} or {@link Variable}. */
    private final Map<Integer, Object> bound = new LinkedHashMap<>();

    private ObjectRestore(ObjectGraph graph, Trackable root, Renames renamed) {
        this.graph = graph;
        this.paths = graph.paths();
        this.root = root;
        this.renamed = renamed;
    }

    /**
     * Restores what exists below {@code root}, and what will.
     *
     * @param mustMatch whether having nothing in common is an error
     * @throws WeightMismatchException if a shape or type differs, or nothing matches; nothing has changed then
     */
    static LoadStatus restore(ObjectGraph graph, Trackable root, MatchOptions options, boolean mustMatch) {
        ObjectRestore restore = new ObjectRestore(graph, root, new Renames(options.renamed()));
        Status status = new Status(new ObjectReport(graph, restore.paths, root, restore.bound, restore.renamed));
        Found found = new Found();
        restore.walk(0, root, found);
        if (mustMatch && found.bound.size() < 2) {
            restore.bound.putAll(found.bound); // for what the error says: it is forgotten with it
            status.assertNontrivialMatch();
        }
        restore.commit(found);
        return status;
    }

    /** What a walk found, before any of it takes effect. */
    private static final class Found {
        final Map<Integer, Object> bound = new LinkedHashMap<>();
        final Assignments assignments = new Assignments();
    }

    private void bind(int node, Trackable object) {
        Found found = new Found();
        walk(node, object, found);
        commit(found);
    }

    private void commit(Found found) {
        found.assignments.apply(order);
        bound.putAll(found.bound);
        found.bound.forEach((node, object) -> {
            if (object instanceof Trackable trackable) {
                trackable.await(new Position(node));
            }
        });
    }

    private void walk(int start, Trackable startObject, Found found) {
        Deque<Integer> queue = new ArrayDeque<>(List.of(start));
        found.bound.put(start, startObject);
        while (!queue.isEmpty()) {
            int node = queue.remove();
            Map<String, Trackable.Edge> edges = new HashMap<>();
            ((Trackable) found.bound.get(node)).edges().forEach(edge -> edges.put(edge.name(), edge));
            Optional<OperationNumbers> numbers = OperationNumbers.of(
                    paths.getOrDefault(node, ""),
                    graph.nodes().get(node).children().keySet(),
                    edges.keySet());
            Map<String, Trackable.Edge> byStoredName = new HashMap<>();
            edges.values()
                    .forEach(edge -> numbers.map(n -> n.stored(edge.name()))
                            .or(() -> storedName(node, edge.name()))
                            .ifPresent(name -> byStoredName.merge(
                                    name, edge, (a, b) -> a.name().equals(name) ? a : b)));
            graph.nodes().get(node).children().forEach((name, child) -> {
                Trackable.Edge edge = byStoredName.get(name);
                if (edge != null && !isBound(child, found)) {
                    if (edge.isVariable()) {
                        take(child, edge.variable(), found);
                    } else {
                        found.bound.put(child, edge.child());
                        queue.add(child);
                    }
                }
            });
        }
    }

    private boolean isBound(int node, Found found) {
        return bound.containsKey(node) || found.bound.containsKey(node);
    }

    /** A variable takes the value of a node, unless a later restore, or another node of this one, gave it one. */
    private void take(int node, Variable variable, Found found) {
        Optional<StoredArray> value = graph.nodes().get(node).value();
        if (value.isEmpty()) {
            return;
        }
        if (order > variable.restoredBy() && !found.assignments.has(variable)) {
            String mismatch = Assignments.strictMismatch(variable, value.get());
            if (mismatch != null) {
                throw Assignments.unfit(
                        graph.source() + ": '" + paths.get(node) + "'", value.get(), variable.title(), mismatch);
            }
            found.assignments.add(variable, value.get());
        }
        found.bound.put(node, variable);
    }

    /** The name by which a node has what the program calls {@code name}: a Java field may be spelled otherwise there, or private. */
    private Optional<String> storedName(int node, String name) {
        Set<String> names = graph.nodes().get(node).children().keySet();
        String path = paths.getOrDefault(node, "");
        if (renamed.has(path, name)) {
            return renamed.stored(path, name, names);
        }
        Set<String> spellings = KerasNames.spellings(name);
        return Stream.concat(spellings.stream(), spellings.stream().map(spelling -> '_' + spelling))
                .filter(names::contains)
                .findFirst();
    }

    /** Where an object of the program stands in the stored graph. */
    private final class Position implements PendingRestore {
        private final int node;

        Position(int node) {
            this.node = node;
        }

        @Override
        public long order() {
            return order;
        }

        @Override
        public void attach(String name, Variable variable) {
            child(name).filter(child -> !bound.containsKey(child)).ifPresent(child -> {
                Found found = new Found();
                take(child, variable, found);
                commit(found);
            });
        }

        @Override
        public void attach(String name, Trackable object) {
            child(name).filter(child -> !bound.containsKey(child)).ifPresent(child -> bind(child, object));
        }

        @Override
        public void detach(String name, Variable variable) {
            child(name).ifPresent(child -> bound.remove(child, variable));
        }

        @Override
        public void detach(String name, Trackable object) {
            child(name).filter(child -> bound.get(child) == object).ifPresent(child -> unbind(child));
        }

        private Optional<Integer> child(String name) {
            return storedName(node, name)
                    .map(stored -> graph.nodes().get(node).children().get(stored));
        }
    }

    /** Forgets a node, and the nodes that were found over it and are not found over another. */
    private void unbind(int start) {
        bound.remove(start);
        Set<Integer> reachable = Collections.newSetFromMap(new HashMap<>());
        Deque<Integer> queue = new ArrayDeque<>(List.of(0));
        while (!queue.isEmpty()) {
            int node = queue.remove();
            if (bound.containsKey(node) && reachable.add(node)) {
                queue.addAll(graph.nodes().get(node).children().values());
            }
        }
        bound.keySet().retainAll(reachable);
    }
}
