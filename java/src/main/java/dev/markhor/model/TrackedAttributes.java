package dev.markhor.model;

import dev.markhor.variable.PendingRestore;
import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** Turns attribute values into edges: layers and variables as they are, lists and maps as nodes of their own. */
final class TrackedAttributes {
    private TrackedAttributes() {}

    /** Whether an attribute of this value is part of the object graph. An empty list is, as it may grow. */
    static boolean isTrackable(Object attribute) {
        if (attribute instanceof Trackable || attribute instanceof Variable) {
            return true;
        }
        if (attribute instanceof List<?> list) {
            return !list.isEmpty() && list.stream().allMatch(TrackedAttributes::isTrackable);
        }
        return attribute instanceof Map<?, ?> map
                && !map.isEmpty()
                && map.keySet().stream().allMatch(String.class::isInstance)
                && map.values().stream().allMatch(TrackedAttributes::isTrackable);
    }

    static Trackable.Edge edge(String name, Object attribute) {
        if (attribute instanceof Variable variable) {
            return Trackable.Edge.to(name, variable);
        }
        if (attribute instanceof Trackable trackable) {
            return Trackable.Edge.to(name, trackable);
        }
        if (isTrackable(attribute)) {
            return Trackable.Edge.to(name, new Container(attribute));
        }
        throw new IllegalArgumentException(
                "attribute '" + name + "' is no layer, variable, or list or map of these: " + attribute);
    }

    /** Whether two children are the same object, or views of the same collection. */
    static boolean same(Trackable a, Trackable b) {
        return a == b || a instanceof Container x && b instanceof Container y && x.collection == y.collection;
    }

    /** A list (edges are indices) or a map with string keys (edges are keys), read anew each time as it may grow. */
    private static final class Container implements Trackable {
        private final Object collection;
        private final List<PendingRestore> restores = new ArrayList<>();
        private int offered;

        Container(Object collection) {
            this.collection = collection;
        }

        @Override
        public List<Edge> edges() {
            List<Edge> edges = new ArrayList<>();
            if (collection instanceof List<?> list) {
                for (int i = 0; i < list.size(); i++) {
                    edges.add(edge(Integer.toString(i), list.get(i)));
                }
            } else {
                ((Map<?, ?>) collection).forEach((key, item) -> edges.add(edge((String) key, item)));
            }
            offerTo(edges);
            return edges;
        }

        /** Elements added after a restore get what waits for them. */
        private void offerTo(List<Edge> edges) {
            while (offered < edges.size()) {
                Edge edge = edges.get(offered++);
                for (int i = restores.size() - 1; i >= 0; i--) {
                    if (edge.isVariable()) {
                        if (restores.get(i).restore(edge.name(), edge.variable())) {
                            break;
                        }
                    } else {
                        restores.get(i).child(edge.name()).ifPresent(edge.child()::bind);
                    }
                }
            }
        }

        @Override
        public void bind(PendingRestore restore) {
            for (Edge edge : edges()) {
                if (edge.isVariable()) {
                    restore.restore(edge.name(), edge.variable());
                } else {
                    restore.child(edge.name()).ifPresent(edge.child()::bind);
                }
            }
            restores.add(restore);
        }
    }
}
