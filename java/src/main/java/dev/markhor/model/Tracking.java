package dev.markhor.model;

import dev.markhor.restore.matching.KerasNames;
import dev.markhor.variable.PendingRestore;
import dev.markhor.variable.Trackable.Edge;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/** The attributes of one layer: those tracked by name and those found in its fields. */
final class Tracking {
    private final Layer owner;
    private final Edges edges = new Edges();
    private final Set<String> fields = new HashSet<>();
    /** Attributes that were given a name, and so need none from a field. */
    private final Set<Object> named = Collections.newSetFromMap(new IdentityHashMap<>());

    /** Variables of builds that failed, which fields may still hold. */
    private final Set<Object> discarded = Collections.newSetFromMap(new IdentityHashMap<>());

    Tracking(Layer owner) {
        this.owner = owner;
    }

    /** Adds a variable that the layer creates. What waits for it reaches it now; if that fails, it is not added. */
    void create(Variable variable) {
        Edge before = edges.get(variable.name());
        if (before != null && before.isVariable()) {
            throw new IllegalStateException(
                    "layer '" + owner.name() + "' has a variable '" + variable.name() + "' already");
        }
        edges.put(Edge.to(variable.name(), variable));
    }

    /** Adds or replaces an attribute under a name that is not its field's. */
    void track(String name, Object attribute) {
        edges.put(Container.edge(name, attribute, edges.get(name)));
        named.add(attribute);
    }

    /** Looks at the owner's fields for attributes, or elements of them, that are new, replaced or gone since the last look. */
    void scan() {
        Map<String, Object> found = FieldScanner.attributes(owner);
        if (!found.isEmpty() || !fields.isEmpty()) {
            bind(found);
        }
        for (Edge edge : edges.list()) {
            if (edge.child() instanceof Container container) {
                container.refresh();
            }
        }
    }

    private void bind(Map<String, Object> found) {
        found.values().removeAll(discarded);
        for (Map.Entry<String, Object> field : found.entrySet()) {
            String name = field.getKey();
            boolean taken = edges.get(name) != null && !fields.contains(name);
            if (!taken && !named.contains(field.getValue())) {
                edges.put(Container.edge(name, field.getValue(), edges.get(name)));
                fields.add(name);
            }
        }
        fields.removeIf(name -> {
            boolean gone = !found.containsKey(name);
            if (gone) {
                edges.remove(name);
            }
            return gone;
        });
    }

    /** A field's name in Python's spelling; a name that was given is as it is. */
    String storedName(String name) {
        return fields.contains(name) && !FieldScanner.isGiven(owner, name) ? KerasNames.attribute(name) : name;
    }

    List<Edge> edges() {
        return edges.list();
    }

    void await(PendingRestore restore) {
        edges.await(restore);
    }

    /** Takes back every attribute that is not in {@code before}: the layer's build failed, and another attempt must find nothing. */
    void rollBack(List<Edge> before) {
        Set<String> kept = new HashSet<>();
        before.forEach(edge -> kept.add(edge.name()));
        for (Edge edge : new ArrayList<>(edges.list())) {
            if (!kept.contains(edge.name())) {
                edges.takeBack(edge.name());
                fields.remove(edge.name());
                if (edge.isVariable()) {
                    discarded.add(edge.variable());
                }
            }
        }
        FieldScanner.attributes(owner).forEach((name, attribute) -> {
            if (attribute instanceof Variable && !kept.contains(name)) {
                discarded.add(attribute); // the one that did not fit has no edge
            }
        });
    }

    /** Variables assigned to attributes, also within lists and maps, each once, in order. */
    List<Variable> variables() {
        Set<Variable> found = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Variable> ordered = new ArrayList<>();
        walk(edges.list(), edge -> {
            if (edge.isVariable() && found.add(edge.variable())) {
                ordered.add(edge.variable());
            }
        });
        return ordered;
    }

    /** Layers assigned to attributes, also within lists and maps, each once, in order. */
    List<Layer> layers() {
        Set<Layer> found = Collections.newSetFromMap(new IdentityHashMap<>());
        List<Layer> ordered = new ArrayList<>();
        walk(edges.list(), edge -> {
            if (edge.child() instanceof Layer layer && found.add(layer)) {
                ordered.add(layer);
            }
        });
        return ordered;
    }

    /** The path of attributes to a layer right inside: {@code encoder}, or {@code blocks/0}. */
    Optional<String> nameOf(Layer layer) {
        return nameOf(layer, edges.list());
    }

    private static Optional<String> nameOf(Layer layer, List<Edge> edges) {
        for (Edge edge : edges) {
            if (edge.child() == layer) {
                return Optional.of(edge.name());
            }
            if (edge.child() instanceof Container container) {
                Optional<String> inside = nameOf(layer, container.edges());
                if (inside.isPresent()) {
                    return inside.map(name -> edge.name() + '/' + name);
                }
            }
        }
        return Optional.empty();
    }

    private static void walk(List<Edge> edges, Consumer<Edge> visitor) {
        for (Edge edge : edges) {
            visitor.accept(edge);
            if (edge.child() instanceof Container container) {
                walk(container.edges(), visitor);
            }
        }
    }
}
