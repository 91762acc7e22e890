package dev.markhor.model;

import dev.markhor.variable.PendingRestore;
import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * A list or array (edges are indices) or a map with string keys (edges are keys) in an attribute. It is looked at anew each time, as it
 * may grow; elements that are no layers or variables keep their position but have no edge.
 */
final class Container implements Trackable {
    private final Object collection;
    private final Edges edges = new Edges();

    Container(Object collection) {
        this.collection = collection;
    }

    /** Whether an attribute of this value is part of the object graph: a layer, a variable, or a collection with one inside. */
    static boolean isTrackable(Object attribute) {
        if (attribute instanceof Trackable || attribute instanceof Variable) {
            return true;
        }
        if (attribute instanceof List<?> list) {
            return list.stream().anyMatch(Container::isTrackable);
        }
        if (attribute instanceof Object[] array) {
            return Arrays.stream(array).anyMatch(Container::isTrackable);
        }
        return attribute instanceof Map<?, ?> map
                && map.keySet().stream().allMatch(String.class::isInstance)
                && map.values().stream().anyMatch(Container::isTrackable);
    }

    /**
     * The edge for an attribute; a container that is there already for the same collection is kept.
     *
     * @param before what the name led to, or null
     * @throws IllegalArgumentException if the attribute is not trackable
     */
    static Edge edge(String name, Object attribute, Edge before) {
        if (attribute instanceof Variable variable) {
            return Edge.to(name, variable);
        }
        if (attribute instanceof Trackable trackable) {
            return Edge.to(name, trackable);
        }
        if (before != null && before.child() instanceof Container container && container.collection == attribute) {
            container.refresh();
            return before;
        }
        if (attribute instanceof List || attribute instanceof Map || attribute instanceof Object[]) {
            Container container = new Container(attribute);
            container.refresh();
            return Edge.to(name, container);
        }
        throw new IllegalArgumentException("attribute '" + name
                + "': expected a layer, a variable, or a list, array or map of layers and variables, found " + attribute
                + (attribute == null ? "" : " (" + attribute.getClass().getSimpleName() + ")"));
    }

    /** Looks for new, replaced and removed elements. */
    void refresh() {
        Set<String> names = new HashSet<>();
        if (collection instanceof Map<?, ?> map) {
            map.forEach((key, element) -> update((String) key, element, names));
        } else {
            List<?> list = collection instanceof List<?> items ? items : Arrays.asList((Object[]) collection);
            for (int i = 0; i < list.size(); i++) {
                update(Integer.toString(i), list.get(i), names);
            }
        }
        for (Edge edge : edges.list()) {
            if (!names.contains(edge.name())) {
                edges.remove(edge.name());
            }
        }
    }

    private void update(String name, Object element, Set<String> names) {
        if (isTrackable(element)) {
            names.add(name);
            edges.put(edge(name, element, edges.get(name)));
        }
    }

    @Override
    public List<Edge> edges() {
        refresh();
        return edges.list();
    }

    @Override
    public void await(PendingRestore restore) {
        edges.await(restore);
    }
}
