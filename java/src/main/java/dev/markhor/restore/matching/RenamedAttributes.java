package dev.markhor.restore.matching;

import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Predicate;

/** Finds attributes that were renamed since a file was written: left over in the same place on both sides, and alike inside. */
final class RenamedAttributes {
    /** Positions, which are not names that anybody gave. */
    private static final String POSITION = "\\d+|layer(_with_weights)?-\\d+";
    /** Levels below an attribute that are compared. */
    private static final int DEPTH = 6;

    private final ObjectGraph graph;
    private final Map<Integer, String> paths;
    private final Map<Integer, Object> bound;
    private final Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());

    /** What {@code LoadOptions.withRenamed} takes. */
    record Rename(String attribute, String stored) {
        /** The attribute's own name, without the path to it. */
        String lastStep() {
            return attribute.substring(attribute.lastIndexOf('/') + 1);
        }
    }

    RenamedAttributes(ObjectGraph graph, Map<Integer, String> paths, Map<Integer, Object> bound) {
        this.graph = graph;
        this.paths = paths;
        this.bound = bound;
        found.addAll(bound.values());
    }

    /**
     * What could be renamed.
     *
     * @param isKnown whether it is known why an object of the file, given by its path, is left over
     */
    List<Rename> find(Predicate<String> isKnown) {
        List<Rename> renames = new ArrayList<>();
        bound.forEach((node, object) -> {
            if (object instanceof Trackable trackable) {
                Map<String, Integer> stored = new LinkedHashMap<>();
                graph.nodes().get(node).children().forEach((name, child) -> {
                    if (!name.matches(POSITION) && !bound.containsKey(child) && !isKnown.test(paths.get(child))) {
                        stored.put(name, child);
                    }
                });
                pair(paths.get(node), stored, leftOver(trackable), renames);
            }
        });
        return renames;
    }

    private List<Trackable.Edge> leftOver(Trackable object) {
        return object.edges().stream()
                .filter(edge -> !edge.name().matches(POSITION))
                .filter(edge -> !found.contains(edge.isVariable() ? edge.variable() : edge.child()))
                .toList();
    }

    private void pair(String path, Map<String, Integer> stored, List<Trackable.Edge> attributes, List<Rename> renames) {
        Map<String, List<String>> alike = new LinkedHashMap<>();
        for (Trackable.Edge attribute : attributes) {
            List<String> names = stored.keySet().stream()
                    .filter(name -> isAlike(stored.get(name), attribute, DEPTH))
                    .toList();
            if (!names.isEmpty()) {
                alike.put(attribute.name(), names);
            }
        }
        alike.forEach((attribute, names) -> choose(attribute, names, alike.values())
                .ifPresent(name -> renames.add(new Rename(join(path, attribute), name))));
    }

    /** The one with a similar name, or else the only one, if it is like no other attribute either. */
    private static Optional<String> choose(String attribute, List<String> names, Collection<List<String>> alike) {
        return Similarity.nearest(attribute, names)
                .or(() -> Optional.of(names.get(0))
                        .filter(name -> names.size() == 1
                                && alike.stream()
                                                .filter(others -> others.contains(name))
                                                .count()
                                        == 1));
    }

    /** Whether what is stored could be this attribute: variables of the same shape, or objects that share names and agree in them. */
    private boolean isAlike(int node, Trackable.Edge attribute, int depth) {
        ObjectGraph.Node stored = graph.nodes().get(node);
        if (attribute.isVariable()) {
            Variable variable = attribute.variable();
            return stored.value().isPresent()
                    && Assignments.strictMismatch(variable, stored.value().get()) == null;
        }
        List<Trackable.Edge> inside = attribute.child().edges();
        if (inside.isEmpty()) { // not built: whatever has variables could be it
            return stored.children().values().stream()
                    .anyMatch(child -> graph.nodes().get(child).value().isPresent());
        }
        List<Trackable.Edge> shared = inside.stream()
                .filter(edge -> stored.children().containsKey(edge.name()))
                .toList();
        return !shared.isEmpty()
                && (depth == 0
                        || shared.stream()
                                .allMatch(edge -> isAlike(stored.children().get(edge.name()), edge, depth - 1)));
    }

    private static String join(String path, String name) {
        return path == null || path.isEmpty() ? name : path + '/' + name;
    }
}
