package dev.markhor.restore.matching;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.StoredArray;
import dev.markhor.restore.LoadProgress;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.MatchOptions;
import dev.markhor.restore.Restorable;
import dev.markhor.variable.PendingRestore;
import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Deque;
import java.util.HashMap;
import java.util.IdentityHashMap;
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
    private static final String LAYER = "layer-";
    private static final String WEIGHTED = "layer_with_weights-";

    private final ObjectGraph graph;
    private final Map<Integer, String> paths;
    private final Trackable root;
    private final Renames renamed;
    /** Whether the program was made by the file's own description of it. */
    private final boolean rebuilt;

    private final long order = Assignments.nextOrder();
    /** Node numbers to a {@link Trackable} or {@link Variable}. */
    private final Map<Integer, Object> bound = new LinkedHashMap<>();
    /** Variables, in objects that the program has twice and the file once, to node numbers. */
    private final Map<Variable, Integer> copies = new IdentityHashMap<>();

    private ObjectRestore(ObjectGraph graph, Trackable root, Renames renamed, boolean rebuilt) {
        this.graph = graph;
        this.paths = graph.paths();
        this.root = root;
        this.renamed = renamed;
        this.rebuilt = rebuilt;
    }

    /**
     * Restores what exists below {@code root}, and what will.
     *
     * @param mustMatch whether having nothing in common is an error
     * @throws WeightMismatchException if a shape or type differs, or nothing matches; nothing has changed then
     */
    static LoadStatus restore(ObjectGraph graph, Trackable root, MatchOptions options, boolean mustMatch) {
        return restore(
                new ObjectRestore(graph, root, new Renames(options.renamed()), false), mustMatch, options.progress());
    }

    /**
     * Restores a model that was made by the file's own description. Layers are where they were, whatever Keras counted as weights; and one
     * that was in two models, which a description has twice, takes its values twice.
     *
     * @throws WeightMismatchException if a shape or type differs, or nothing matches; nothing has changed then
     */
    static LoadStatus restoreRebuilt(ObjectGraph graph, Trackable root, MatchOptions options) {
        return restore(new ObjectRestore(graph, root, new Renames(options.renamed()), true), true, options.progress());
    }

    private static LoadStatus restore(ObjectRestore restore, boolean mustMatch, LoadProgress progress) {
        Status status = new Status(new ObjectReport(
                restore.graph, restore.paths, restore.root, restore.bound, restore.copies, restore.renamed));
        Found found = new Found(progress);
        restore.walk(0, restore.root, found);
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
        /** Further objects for a node, and their variables. */
        final Map<Object, Integer> copies = new IdentityHashMap<>();

        final Assignments assignments;

        Found(LoadProgress progress) {
            assignments = new Assignments(progress);
        }
    }

    private void bind(int node, Trackable object) {
        Found found = new Found(null); // what comes later is no part of the loading
        walk(node, object, found);
        commit(found);
    }

    private void commit(Found found) {
        List<Runnable> assets = new ArrayList<>();
        found.bound.forEach((node, object) -> readAssets(node, object, assets));
        found.copies.forEach((object, node) -> readAssets(node, object, assets));
        found.assignments.apply(order);
        assets.forEach(Runnable::run);
        bound.putAll(found.bound);
        found.copies.forEach((object, node) -> {
            if (object instanceof Variable variable) {
                copies.put(variable, node);
            }
        });
        found.bound.forEach((node, object) -> {
            if (object instanceof Trackable trackable) {
                trackable.await(new Position(node));
            }
        });
    }

    private void readAssets(int node, Object object, List<Runnable> assets) {
        if (object instanceof Restorable layer) {
            graph.nodes().get(node).assets().map(layer::readAssets).ifPresent(assets::add);
        }
    }

    private void walk(int start, Trackable startObject, Found found) {
        Deque<Integer> queue = new ArrayDeque<>(List.of(start));
        found.bound.put(start, startObject);
        while (!queue.isEmpty()) {
            int node = queue.remove();
            edges(node, (Trackable) found.bound.get(node)).forEach((child, edge) -> {
                if (isBound(child, found)) {
                    Object other = found.bound.getOrDefault(child, bound.get(child));
                    if (rebuilt && !edge.isVariable() && other != edge.child()) {
                        copy(child, edge.child(), found);
                    }
                } else if (edge.isVariable()) {
                    take(child, edge.variable(), found);
                } else {
                    found.bound.put(child, edge.child());
                    queue.add(child);
                }
            });
        }
    }

    /** The children of a node that an object of the program has too, in stored order. */
    private Map<Integer, Trackable.Edge> edges(int node, Trackable object) {
        Map<String, Integer> children = graph.nodes().get(node).children();
        Map<String, Trackable.Edge> edges = new HashMap<>();
        object.edges().forEach(edge -> edges.put(edge.name(), edge));
        Optional<OperationNumbers> numbers =
                OperationNumbers.of(paths.getOrDefault(node, ""), children.keySet(), edges.keySet());
        Map<String, Trackable.Edge> byStoredName = new HashMap<>();
        edges.values()
                .forEach(edge -> numbers.map(n -> n.stored(edge.name()))
                        .or(() -> storedName(node, edge.name()))
                        .ifPresent(name -> byStoredName.merge(
                                name, edge, (a, b) -> a.name().equals(name) ? a : b)));
        boolean byPosition = rebuilt && hasLayersOf(children, object);
        Map<Integer, Trackable.Edge> common = new LinkedHashMap<>();
        children.forEach((name, child) -> {
            Trackable.Edge edge = byStoredName.get(name);
            if (edge != null && !(byPosition && name.startsWith(WEIGHTED))) {
                common.putIfAbsent(child, edge);
            }
        });
        return common;
    }

    /** Whether a node has as many layers as a sequential or functional model, so that each has its position. */
    private static boolean hasLayersOf(Map<String, Integer> children, Trackable object) {
        return object instanceof Restorable model
                && model.kind() == Restorable.Kind.STATIC_MODEL
                && children.containsKey(LAYER + (model.sublayers().size() - 1))
                && !children.containsKey(LAYER + model.sublayers().size());
    }

    /** A further object for a node takes the values of it and of what is below it. */
    private void copy(int start, Trackable startObject, Found found) {
        Deque<Trackable> queue = new ArrayDeque<>(List.of(startObject));
        if (found.copies.putIfAbsent(startObject, start) != null) {
            return;
        }
        while (!queue.isEmpty()) {
            Trackable object = queue.remove();
            edges(found.copies.get(object), object).forEach((child, edge) -> {
                if (edge.isVariable()) {
                    if (!found.assignments.has(edge.variable()) && assign(child, edge.variable(), found)) {
                        found.copies.put(edge.variable(), child);
                    }
                } else if (found.copies.putIfAbsent(edge.child(), child) == null) {
                    queue.add(edge.child());
                }
            });
        }
    }

    private boolean isBound(int node, Found found) {
        return bound.containsKey(node) || found.bound.containsKey(node);
    }

    /** A variable takes the value of a node, unless a later restore, or another node of this one, gave it one. */
    private void take(int node, Variable variable, Found found) {
        if (assign(node, variable, found)) {
            found.bound.put(node, variable);
        }
    }

    /** Whether the node has a value. */
    private boolean assign(int node, Variable variable, Found found) {
        Optional<StoredArray> value = graph.nodes().get(node).value();
        if (value.isEmpty()) {
            return false;
        }
        if (order > variable.restoredBy() && !found.assignments.has(variable)) {
            String mismatch = Assignments.strictMismatch(variable, value.get());
            if (mismatch != null) {
                throw Assignments.unfit(
                        graph.source() + ": '" + paths.get(node) + "'", value.get(), variable.title(), mismatch);
            }
            found.assignments.add(variable, value.get());
        }
        return true;
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
                Found found = new Found(null);
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
