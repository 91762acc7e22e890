package dev.markhor.restore.matching;

import dev.markhor.restore.Restorable;
import dev.markhor.variable.Trackable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The path under which a writer stored each object. Keras walks a model's attributes in an order of its own, which changed between
 * versions, and stores an object where it is met first; in a container objects are known by their class and a running number.
 */
public final class PathWalk {
    /** How a generation of writers walks. */
    enum Writer {
        /** Nested containers have groups of their own, since Keras 3.15. */
        KERAS3_NESTED("layers", Sorting.PRIVATE_LAST),
        KERAS3("layers", Sorting.PRIVATE_LAST),
        /** tf.keras 2.15 and tf_keras: the other way round, and what was met before takes no number. */
        TF_KERAS_2_15("layers", Sorting.DESCENDING),
        TF_KERAS_2_14("_layer_checkpoint_dependencies", Sorting.ASCENDING),
        /** Lists each layer once for its position and once more if it has weights; each time takes a number. */
        TF_KERAS_2_12("_layer_checkpoint_dependencies", Sorting.ASCENDING),
        KERAS3_FIRST("layers", Sorting.ASCENDING);

        private final String layerList;
        private final Sorting sorting;

        Writer(String layerList, Sorting sorting) {
            this.layerList = layerList;
            this.sorting = sorting;
        }

        /** Whether an object that is stored elsewhere already takes a number in a container nevertheless. */
        boolean countsVisited() {
            return this != TF_KERAS_2_15 && this != TF_KERAS_2_14;
        }
    }

    /** Order of attribute names. */
    private enum Sorting {
        ASCENDING(Comparator.naturalOrder()),
        DESCENDING(Comparator.reverseOrder()),
        PRIVATE_LAST(Comparator.comparing(name -> name.startsWith("_") ? '~' + name : name));

        private final Comparator<String> comparator;

        Sorting(Comparator<String> comparator) {
            this.comparator = comparator;
        }
    }

    private static final String LAYERS = "layers";

    private final Writer writer;
    private final boolean snakeCase;
    private final Set<String> groups;
    private final Map<Restorable, String> paths = new LinkedHashMap<>();
    private final Set<Object> visited = Collections.newSetFromMap(new IdentityHashMap<>());

    private PathWalk(Writer writer, boolean snakeCase, Set<String> groups) {
        this.writer = writer;
        this.snakeCase = snakeCase;
        this.groups = groups;
    }

    /** The paths under which Keras 3.15 stores the objects of a model; its own is empty. */
    public static Map<Restorable, String> keras3(Restorable model) {
        return paths(model, Writer.KERAS3_NESTED, false, Set.of());
    }

    /**
     * Walks a model.
     *
     * @param snakeCase whether the file has Java's attribute names in Python's spelling
     * @param groups every group of the file
     * @return each object's path; the model's own is empty
     */
    static Map<Restorable, String> paths(Restorable model, Writer writer, boolean snakeCase, Set<String> groups) {
        PathWalk walk = new PathWalk(writer, snakeCase, groups);
        walk.visit(model, "");
        return walk.paths;
    }

    private void visit(Restorable object, String path) {
        if (!visited.add(object)) {
            return;
        }
        paths.put(object, path);
        Map<String, Object> attributes = new LinkedHashMap<>();
        for (Trackable.Edge edge : object.edges()) {
            if (!edge.isVariable()) {
                attributes.put(snakeCase ? spelledInPython(path, edge.name()) : edge.name(), edge.child());
            }
        }
        if (object.kind() == Restorable.Kind.STATIC_MODEL) {
            Set<Object> layers = Collections.newSetFromMap(new IdentityHashMap<>());
            layers.addAll(object.sublayers());
            attributes.values().removeAll(layers);
            walkStatic(object, path);
        }
        if (object.kind() == Restorable.Kind.SUBCLASSED_MODEL) {
            attributes.put(LAYERS, object.sublayers());
        }
        List<String> names = new ArrayList<>(attributes.keySet());
        names.sort(writer.sorting.comparator);
        for (String name : names) {
            Object attribute = attributes.get(name);
            if (attribute instanceof Restorable child) {
                visit(child, join(path, storedName(path, name)));
            } else if (attribute instanceof List<?> layers) {
                walkContainer(layers, join(path, name));
            } else {
                walkContainer(elements((Trackable) attribute), join(path, name));
            }
        }
    }

    private void walkStatic(Restorable model, String path) {
        List<Restorable> listed = new ArrayList<>();
        for (Restorable layer : model.sublayers()) {
            if (writer == Writer.TF_KERAS_2_12
                    && !WeightOrder.UNFROZEN.weights(layer).isEmpty()) {
                listed.add(layer);
            }
            listed.add(layer);
        }
        walkContainer(listed, join(path, writer.layerList));
    }

    private void walkContainer(List<?> elements, String path) {
        Map<String, Integer> counts = new HashMap<>();
        for (Object element : elements) {
            if (element instanceof Restorable object) {
                if (writer.countsVisited() || !visited.contains(object)) {
                    visit(object, join(path, numbered(counts, KerasNames.snakeCase(object.className()))));
                }
            } else if (element instanceof Trackable container && writer == Writer.KERAS3_NESTED) {
                walkContainer(elements(container), join(path, numbered(counts, "container")));
            }
        }
    }

    private static List<Object> elements(Trackable container) {
        List<Object> elements = new ArrayList<>();
        for (Trackable.Edge edge : container.edges()) {
            if (!edge.isVariable()) {
                elements.add(edge.child());
            }
        }
        return elements;
    }

    private static String numbered(Map<String, Integer> counts, String name) {
        int before = counts.getOrDefault(name, 0);
        counts.put(name, before + 1);
        return KerasNames.numbered(name, before);
    }

    /** A private attribute may be stored under a public name that leads to it. */
    private String storedName(String path, String name) {
        String publicName = name.startsWith("_") ? name.substring(1) : name;
        return !publicName.isEmpty() && groups.contains(join(path, publicName)) ? publicName : name;
    }

    /** The first spelling that the file has; if it has none, in snake case. */
    private String spelledInPython(String path, String name) {
        List<String> spellings = List.copyOf(KerasNames.spellings(name));
        return spellings.stream()
                .filter(spelling -> groups.contains(join(path, spelling)))
                .findFirst()
                .orElse(spellings.get(Math.min(1, spellings.size() - 1)));
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + '/' + name;
    }
}
