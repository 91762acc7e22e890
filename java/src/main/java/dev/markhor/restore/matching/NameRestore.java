package dev.markhor.restore.matching;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.MatchOptions;
import dev.markhor.restore.Restorable;
import dev.markhor.variable.PendingRestore;
import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.BiConsumer;
import java.util.stream.Collectors;
import java.util.stream.Stream;

/**
 * One restore of a checkpoint that has names only: each variable takes the value stored under its path, or under what the user says. Values
 * that nothing asks for are no matter. Variables that do not exist yet get their value at their creation.
 */
final class NameRestore implements Status.Report {
    private final TensorBundle bundle;
    private final Trackable root;
    private final Renames renamed;
    private final long order = Assignments.nextOrder();
    private final Map<Variable, String> found = new IdentityHashMap<>();

    private NameRestore(TensorBundle bundle, Trackable root, Renames renamed) {
        this.bundle = bundle;
        this.root = root;
        this.renamed = renamed;
    }

    /** @throws WeightMismatchException if a shape or type differs, or a variable has no value; nothing has changed then */
    static LoadStatus restore(TensorBundle bundle, Trackable root, MatchOptions options, boolean mustMatch) {
        NameRestore restore = new NameRestore(bundle, root, new Renames(options.renamed()));
        Status status = new Status(restore);
        Assignments assignments = new Assignments(options.progress());
        Map<Variable, String> taken = restore.match(assignments);
        if (mustMatch) {
            restore.requireAll(taken);
        }
        assignments.apply(restore.order);
        restore.found.putAll(taken);
        restore.awaitBelow(root, Place.of(root));
        return status;
    }

    private Map<Variable, String> match(Assignments assignments) {
        Map<Variable, String> taken = new IdentityHashMap<>();
        match(root, Place.of(root), assignments, taken);
        return taken;
    }

    /** Variables below an object take their values, each under the first path that leads to it. */
    private void match(Trackable start, Place place, Assignments assignments, Map<Variable, String> taken) {
        Set<Variable> seen = Collections.newSetFromMap(new IdentityHashMap<>());
        walk(start, place, Collections.newSetFromMap(new IdentityHashMap<>()), (object, at) -> {
            for (Trackable.Edge edge : object.edges()) {
                if (edge.isVariable() && seen.add(edge.variable())) {
                    take(at.child(edge.name()), edge.variable(), assignments)
                            .ifPresent(stored -> taken.put(edge.variable(), stored));
                }
            }
        });
    }

    private static void walk(Trackable object, Place place, Set<Trackable> seen, BiConsumer<Trackable, Place> visitor) {
        if (!seen.add(object)) {
            return;
        }
        visitor.accept(object, place);
        if (object instanceof Restorable model && model.kind() == Restorable.Kind.STATIC_MODEL) {
            model.sublayers().forEach(layer -> walk(layer, place.child(layer.name(), layer), seen, visitor));
        }
        for (Trackable.Edge edge : object.edges()) {
            if (!edge.isVariable()) {
                walk(edge.child(), place.child(edge.name(), edge.child()), seen, visitor);
            }
        }
    }

    /**
     * Where an object is, in two spellings.
     *
     * @param path by attributes, and by layers' names in static models, as {@code Model.weightsByPath} has it
     * @param scopes by layers' names only, as TensorFlow names variables; a user-defined model's own name comes first
     */
    private record Place(String path, String scopes) {
        static Place of(Trackable root) {
            boolean named = root instanceof Restorable model && model.kind() == Restorable.Kind.SUBCLASSED_MODEL;
            return new Place("", named ? ((Restorable) root).name() : "");
        }

        Place child(String variable) {
            return new Place(join(path, variable), join(scopes, variable));
        }

        Place child(String attribute, Trackable object) {
            return new Place(
                    join(path, attribute), object instanceof Restorable layer ? join(scopes, layer.name()) : scopes);
        }
    }

    /** The name of the stored value for a variable, which is noted for assignment unless a later restore was here. */
    private Optional<String> take(Place place, Variable variable, Assignments assignments) {
        String path = place.path();
        Optional<String> name = renamed.has("", path)
                ? renamed.stored("", path, bundle.names())
                : Stream.of(place.scopes(), path)
                        .filter(bundle.names()::contains)
                        .findFirst();
        if (name.isEmpty()) {
            return name;
        }
        Optional<StoredArray> stored = bundle.array(name.get());
        String mismatch = Assignments.strictMismatch(variable, stored.get());
        if (mismatch != null) {
            throw Assignments.unfit(stored.get().name(), stored.get(), "variable '" + path + "'", mismatch);
        }
        if (order > variable.restoredBy()) {
            assignments.add(variable, stored.get());
        }
        return name;
    }

    private void requireAll(Map<Variable, String> taken) {
        List<String> without = new ArrayList<>();
        VariableNames.of(root).variables().forEach((path, variable) -> {
            if (!taken.containsKey(variable)) {
                without.add(path);
            }
        });
        if (!without.isEmpty()) {
            String sentences = notes().stream().map("; "::concat).collect(Collectors.joining());
            throw new WeightMismatchException(bundle.prefix()
                    + ": this checkpoint goes by names alone, and has none called " + Names.some(without)
                    + (sentences.isEmpty() ? "; " + advice(without.get(0)) : sentences + "; " + contents()));
        }
    }

    private static String join(String path, String name) {
        return path.isEmpty() ? name : path + '/' + name;
    }

    /** Waits at every object for variables to come. */
    private void awaitBelow(Trackable start, Place place) {
        walk(
                start,
                place,
                Collections.newSetFromMap(new IdentityHashMap<>()),
                (object, at) -> object.await(new Waiting(at)));
    }

    /** Waits at one object. */
    private final class Waiting implements PendingRestore {
        private final Place place;

        Waiting(Place place) {
            this.place = place;
        }

        @Override
        public long order() {
            return order;
        }

        @Override
        public void attach(String name, Variable variable) {
            Assignments assignments = new Assignments();
            take(place.child(name), variable, assignments).ifPresent(stored -> {
                assignments.apply(order);
                found.put(variable, stored);
            });
        }

        @Override
        public void attach(String name, Trackable child) {
            Assignments assignments = new Assignments();
            Map<Variable, String> taken = new IdentityHashMap<>();
            match(child, place.child(name, child), assignments, taken);
            assignments.apply(order);
            found.putAll(taken);
            awaitBelow(child, place.child(name, child));
        }

        @Override
        public void detach(String name, Variable variable) {
            found.remove(variable);
        }

        @Override
        public void detach(String name, Trackable child) {
            VariableNames.of(child).variables().values().forEach(found::remove);
        }
    }

    @Override
    public String source() {
        return bundle.prefix();
    }

    @Override
    public List<LoadStatus.Match> matched() {
        VariableNames names = VariableNames.of(root);
        List<LoadStatus.Match> matched = new ArrayList<>();
        names.variables().forEach((path, variable) -> {
            if (found.containsKey(variable)) {
                matched.add(new LoadStatus.Match(path, found.get(variable)));
            }
        });
        return matched;
    }

    @Override
    public List<String> missing() {
        List<String> missing = new ArrayList<>();
        VariableNames.of(root).variables().forEach((path, variable) -> {
            if (!found.containsKey(variable)) {
                missing.add(path);
            }
        });
        return missing;
    }

    @Override
    public List<String> notes() {
        Set<String> paths = VariableNames.of(root).variables().keySet();
        return renamed.unused(paths, paths);
    }

    @Override
    public List<String> advice() {
        return missing().stream().limit(1).map(this::advice).toList();
    }

    private String advice(String variable) {
        String near = Similarity.nearest(variable, bundle.names()).orElse("NAME");
        return contents() + "; for each variable that it calls otherwise, LoadOptions.withRenamed(\"" + variable
                + "\", \"" + near + "\")";
    }

    private String contents() {
        return "the file has " + Names.some(bundle.names());
    }

    /** Names nobody has asked for are no matter in this format. */
    @Override
    public List<String> unused() {
        return List.of();
    }

    /** As TensorFlow has it, each variable must be there, whatever is asserted. */
    @Override
    public boolean isTrivial() {
        return !missing().isEmpty();
    }
}
