package dev.markhor.restore.matching;

import dev.markhor.restore.LoadStatus;
import dev.markhor.variable.Trackable;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.function.IntPredicate;
import java.util.function.Predicate;

/** How the restore of an object graph stands: which stored object is which object of the program, and what is left over. */
final class ObjectReport implements Status.Report {
    /** Where a SavedModel has what its metrics count. */
    private static final String SAVED_MODEL_METRICS = "keras_api/metrics/";

    private final ObjectGraph graph;
    private final Map<Integer, String> paths;
    private final Trackable root;
    private final Map<Integer, Object> bound;
    private final Map<Variable, Integer> copies;
    private final Renames renamed;

    /**
     * @param paths of the graph
     * @param bound node numbers to a {@link Trackable} or {@link Variable}; changes as the program grows
     * @param copies further variables for a node
     */
    ObjectReport(
            ObjectGraph graph,
            Map<Integer, String> paths,
            Trackable root,
            Map<Integer, Object> bound,
            Map<Variable, Integer> copies,
            Renames renamed) {
        this.graph = graph;
        this.paths = paths;
        this.root = root;
        this.bound = bound;
        this.copies = copies;
        this.renamed = renamed;
    }

    @Override
    public String source() {
        return graph.source();
    }

    @Override
    public List<LoadStatus.Match> matched() {
        VariableNames names = VariableNames.of(root);
        List<LoadStatus.Match> matched = new ArrayList<>();
        bound.forEach((node, object) -> {
            if (object instanceof Variable variable) {
                matched.add(new LoadStatus.Match(names.name(variable), paths.get(node)));
            }
        });
        copies.forEach((variable, node) -> matched.add(new LoadStatus.Match(names.name(variable), paths.get(node))));
        return matched;
    }

    @Override
    public List<String> missing() {
        Set<Object> found = Collections.newSetFromMap(new IdentityHashMap<>());
        found.addAll(bound.values());
        found.addAll(copies.keySet());
        List<String> missing = new ArrayList<>();
        VariableNames.of(root).variables().forEach((path, variable) -> {
            if (!found.contains(variable)) {
                missing.add(path);
            }
        });
        return missing;
    }

    @Override
    public List<String> waiting() {
        Set<Integer> awaited = Awaited.nodes(graph, root, bound);
        Predicate<String> training = isTraining();
        return unboundValues(node -> awaited.contains(node) && !training.test(title(node)));
    }

    @Override
    public List<String> unused() {
        Set<Integer> awaited = Awaited.nodes(graph, root, bound);
        Predicate<String> training = isTraining();
        return unboundValues(node -> !awaited.contains(node) || training.test(title(node)));
    }

    private List<String> unboundValues(IntPredicate which) {
        List<String> values = new ArrayList<>();
        for (int node = 0; node < graph.nodes().size(); node++) {
            if (which.test(node)) {
                ObjectGraph.Node stored = graph.nodes().get(node);
                if (stored.value().isPresent() && !(bound.get(node) instanceof Variable)) {
                    values.add(title(node));
                }
                for (String other : stored.others()) {
                    values.add(title(node) + " (" + other + ')');
                }
            }
        }
        return values;
    }

    private String title(int node) {
        ObjectGraph.Slot slot = graph.slots().get(node);
        return slot == null || paths.containsKey(node)
                ? path(node)
                : path(slot.optimizer()) + '/' + slot.name() + '/' + path(slot.variable());
    }

    private String path(int node) {
        return paths.getOrDefault(node, "node " + node);
    }

    @Override
    public List<String> training() {
        return unused().stream().filter(isTraining()).toList();
    }

    /** Whether only training needs a stored value, given by its title. */
    private Predicate<String> isTraining() {
        Set<String> optimizers = new HashSet<>(Set.of("optimizer"));
        graph.slots().values().forEach(slot -> optimizers.add(path(slot.optimizer())));
        return title -> title.equals("save_counter")
                || title.startsWith(SAVED_MODEL_METRICS)
                || optimizers.stream().anyMatch(optimizer -> ('/' + title + '/').contains('/' + optimizer + '/'));
    }

    @Override
    public List<String> attributes() {
        return root.edges().stream().map(Trackable.Edge::name).toList();
    }

    @Override
    public List<RenamedAttributes.Rename> renames() {
        Predicate<String> known = isTraining().or(path -> path.startsWith("keras_api"));
        return new RenamedAttributes(graph, paths, bound).find(known);
    }

    @Override
    public String remedy(String attribute, String stored) {
        return " If so, make the layer as in the file and load with LoadOptions.withRenamed(\"" + attribute + "\", \""
                + stored + "\")";
    }

    @Override
    public String origin() {
        return graph.source().equals(ObjectGraph.IN_MEMORY) ? "these" : "the file";
    }

    @Override
    public List<String> notes() {
        return renamed.unused(allAttributes(), attributes());
    }

    /** All attributes in and below the root, and the paths of those whose place in the file is known. */
    private Set<String> allAttributes() {
        Set<String> names = new LinkedHashSet<>();
        Awaited.reachable(root).forEach(object -> object.edges().forEach(edge -> names.add(edge.name())));
        bound.forEach((node, object) -> {
            if (object instanceof Trackable trackable && node != 0) {
                trackable.edges().forEach(edge -> names.add(path(node) + '/' + edge.name()));
            }
        });
        return names;
    }

    @Override
    public List<String> advice() {
        return new RestoreAdvice(graph, root, paths).of(missing(), isTrivial());
    }

    @Override
    public boolean isTrivial() {
        return bound.size() < 2;
    }
}
