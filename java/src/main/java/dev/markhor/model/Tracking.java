package dev.markhor.model;

import dev.markhor.variable.PendingRestore;
import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The attributes of one layer: those tracked by name and those found in its fields, and the restores that wait for more of them. */
final class Tracking {
    private final Layer owner;
    private final Map<String, Trackable.Edge> edges = new LinkedHashMap<>();
    private final List<PendingRestore> restores = new ArrayList<>();

    Tracking(Layer owner) {
        this.owner = owner;
    }

    /** Adds or replaces an attribute; a restore that waits for it reaches it now. */
    void track(String name, Object attribute) {
        Trackable.Edge edge = TrackedAttributes.edge(name, attribute);
        Trackable.Edge before = edges.get(name);
        if (before != null
                && before.variable() == edge.variable()
                && TrackedAttributes.same(before.child(), edge.child())) {
            return;
        }
        if (before != null && before.isVariable() && edge.isVariable()) {
            throw new IllegalStateException("layer '" + owner.name() + "' has a variable '" + name + "' already");
        }
        offer(edge);
        edges.put(name, edge);
    }

    /** Looks at the owner's fields for attributes that are new since the last look. */
    void scan() {
        FieldScanner.attributes(owner).forEach((name, attribute) -> {
            if (!isKnown(attribute)) {
                track(name, attribute);
            }
        });
    }

    /** A variable made by {@code addWeight} and kept in a field is one attribute, under the name it was made with. */
    private boolean isKnown(Object attribute) {
        return attribute instanceof Variable v && edges.values().stream().anyMatch(e -> e.variable() == v);
    }

    List<Trackable.Edge> edges() {
        return List.copyOf(edges.values());
    }

    void bind(PendingRestore restore) {
        restores.add(restore);
        for (Trackable.Edge edge : edges.values()) {
            if (edge.isVariable()) {
                restore.restore(edge.name(), edge.variable());
            } else {
                restore.child(edge.name()).ifPresent(edge.child()::bind);
            }
        }
    }

    private void offer(Trackable.Edge edge) {
        if (edge.isVariable()) {
            boolean filled = false;
            for (int i = restores.size() - 1; i >= 0; i--) { // the latest restore wins
                if (filled) {
                    restores.get(i).superseded(edge.name(), edge.variable());
                } else {
                    filled = restores.get(i).restore(edge.name(), edge.variable());
                }
            }
        } else {
            for (PendingRestore restore : restores) {
                restore.child(edge.name()).ifPresent(edge.child()::bind);
            }
        }
    }
}
