package dev.markhor.model;

import dev.markhor.variable.PendingRestore;
import dev.markhor.variable.Trackable.Edge;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The named edges of one object, and the restores that wait for more of them, the latest first. */
final class Edges {
    private final Map<String, Edge> edges = new LinkedHashMap<>();
    private final List<PendingRestore> restores = new ArrayList<>();

    Edge get(String name) {
        return edges.get(name);
    }

    List<Edge> list() {
        return List.copyOf(edges.values());
    }

    /** Adds or replaces an edge once what waits for it has reached it; if that fails, the edges stay as they are. */
    void put(Edge edge) {
        Edge before = edges.get(edge.name());
        if (before == null || !before.leadsWhere(edge)) {
            offer(edge);
            edges.put(edge.name(), edge);
        }
    }

    void remove(String name) {
        edges.remove(name);
    }

    /** Removes an edge as if it had never been there, so that another one can get what it got. */
    void takeBack(String name) {
        Edge edge = edges.remove(name);
        if (edge != null) {
            restores.forEach(restore -> detach(restore, edge));
        }
    }

    void await(PendingRestore restore) {
        int at = 0;
        while (at < restores.size() && restores.get(at).order() >= restore.order()) {
            at++;
        }
        restores.add(at, restore);
    }

    private void offer(Edge edge) {
        int asked = 0;
        try {
            for (PendingRestore restore : List.copyOf(restores)) {
                asked++;
                if (edge.isVariable()) {
                    restore.attach(edge.name(), edge.variable());
                } else {
                    restore.attach(edge.name(), edge.child());
                }
            }
        } catch (RuntimeException e) {
            restores.subList(0, asked).forEach(restore -> detach(restore, edge));
            throw e;
        }
    }

    private static void detach(PendingRestore restore, Edge edge) {
        if (edge.isVariable()) {
            restore.detach(edge.name(), edge.variable());
        } else {
            restore.detach(edge.name(), edge.child());
        }
    }
}
