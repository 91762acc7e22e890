package dev.markhor.restore.saving;

import dev.markhor.formats.checkpoint.ObjectGraphMessage;
import dev.markhor.restore.Restorable;
import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The objects of a model as tf.keras tracks them: breadth first from the model itself. A variable is stored under the path that leads to it
 * first.
 */
final class SavedObjects {
    /** Leads from the model to itself, as in what {@code tf.train.Checkpoint(model)} writes. */
    private static final String ROOT = "root";
    /** Where Keras 3 has the layers of sequential and functional models. */
    private static final Set<String> KERAS3_LAYERS = Set.of("_operations", "_functional");
    /** What Keras 3 has under a private name, at least in some layers. */
    private static final Set<String> KERAS3_PRIVATE = Set.of("kernel", "embeddings");

    /**
     * An object that has its number.
     *
     * @param path of attributes that leads there
     * @param scope layers' names on the way: what TensorFlow calls a variable begins with them
     */
    private record Place(Object object, String path, String scope) {
        String join(String attribute) {
            String escaped = attribute.replace(".", "..").replace("/", ".S");
            return path.isEmpty() ? escaped : path + '/' + escaped;
        }

        String scopeOf(Restorable layer) {
            boolean isModel = object instanceof Restorable outer && outer.kind() == Restorable.Kind.STATIC_MODEL;
            return scope.isEmpty() || isModel ? layer.name() : scope + '/' + layer.name();
        }
    }

    private final List<Place> places = new ArrayList<>();
    private final Map<Object, Integer> numbers = new IdentityHashMap<>();
    private final List<ObjectGraphMessage.Node> nodes = new ArrayList<>();
    private final Map<String, Variable> variables = new LinkedHashMap<>();

    private final boolean keras3;

    private SavedObjects(Restorable model, boolean keras3) {
        this.keras3 = keras3;
        boolean isNamed = model.kind() == Restorable.Kind.SUBCLASSED_MODEL;
        enter(new Place(model, "", isNamed ? model.name() : ""));
        for (int i = 0; i < places.size(); i++) {
            Place place = places.get(i);
            nodes.add(
                    place.object() instanceof Variable variable
                            ? variable(place, variable)
                            : object(place, (Trackable) place.object()));
        }
    }

    /** @param keras3 whether the names of Keras 3 are there too, so that its {@code tf.train.Checkpoint(model)} finds everything */
    static SavedObjects of(Restorable model, boolean keras3) {
        return new SavedObjects(model, keras3);
    }

    /** The model comes first. */
    List<ObjectGraphMessage.Node> nodes() {
        return List.copyOf(nodes);
    }

    /** By the keys that the nodes give, in the order of the nodes. */
    Map<String, Variable> variables() {
        return variables;
    }

    private int enter(Place place) {
        return numbers.computeIfAbsent(place.object(), object -> {
            places.add(place);
            return places.size() - 1;
        });
    }

    private ObjectGraphMessage.Node variable(Place place, Variable variable) {
        String key = place.path() + "/.ATTRIBUTES/" + ObjectGraphMessage.VARIABLE;
        variables.put(key, variable);
        String name = place.scope().isEmpty() ? variable.name() : place.scope() + '/' + variable.name();
        ObjectGraphMessage.Value value = new ObjectGraphMessage.Value(ObjectGraphMessage.VARIABLE, name, key);
        return new ObjectGraphMessage.Node(Map.of(), List.of(value), List.of());
    }

    private ObjectGraphMessage.Node object(Place place, Trackable object) {
        Map<String, Integer> children = new LinkedHashMap<>();
        Map<String, Integer> aliases = new LinkedHashMap<>();
        names(object).forEach((name, edge) -> {
            int number = enter(child(place, edge, name));
            children.put(name, number);
            if (keras3 && edge.isVariable() && KERAS3_PRIVATE.contains(name)) {
                aliases.put('_' + name, number);
            }
        });
        aliases.forEach(children::putIfAbsent);
        if (nodes.isEmpty()) {
            children.put(ROOT, 0);
        }
        return new ObjectGraphMessage.Node(children, List.of(), List.of());
    }

    /** What an object leads to by its names in the file. A name that was chosen goes before one that is spelled so. */
    private Map<String, Trackable.Edge> names(Trackable object) {
        Map<String, Trackable.Edge> chosen = new LinkedHashMap<>();
        for (Trackable.Edge edge : object.edges()) {
            if (keras3 || !KERAS3_LAYERS.contains(edge.name())) {
                chosen.put(edge.name(), edge);
            }
        }
        Map<String, Trackable.Edge> names = new LinkedHashMap<>();
        chosen.forEach((name, edge) -> {
            String stored = object.storedName(edge);
            Trackable.Edge other = chosen.getOrDefault(stored, names.getOrDefault(stored, edge));
            names.put(other.leadsWhere(edge) ? stored : name, edge);
        });
        return names;
    }

    private static Place child(Place place, Trackable.Edge edge, String name) {
        if (edge.isVariable()) {
            return new Place(edge.variable(), place.join(name), place.scope());
        }
        String scope = edge.child() instanceof Restorable layer ? place.scopeOf(layer) : place.scope();
        return new Place(edge.child(), place.join(name), scope);
    }
}
