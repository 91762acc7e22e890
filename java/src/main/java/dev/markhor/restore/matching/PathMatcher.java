package dev.markhor.restore.matching;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.keras.V3Weights;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.MatchOptions;
import dev.markhor.restore.Restorable;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashSet;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Weights under object paths. The paths depend on the writer's version, and the version is not in every file, so the walks of all
 * versions are compared with the file and the one that explains most of it is taken.
 */
final class PathMatcher {
    private static final int MOST_FAILURES_SHOWN = 10;

    private final WeightFile.ByPath file;
    private final V3Weights stored;
    private final Restorable model;
    private final MatchOptions options;
    private final VariableNames names;
    private final FixedReport report;
    private final Set<String> groups = new HashSet<>();

    private PathMatcher(WeightFile.ByPath file, Restorable model, MatchOptions options) {
        this.file = file;
        this.stored = file.weights();
        this.model = model;
        this.options = options;
        this.names = VariableNames.of(model);
        this.report = new FixedReport(file.source());
        for (String object : stored.objects()) {
            for (String path = object; groups.add(path) && path.contains("/"); ) {
                path = path.substring(0, path.lastIndexOf('/'));
            }
        }
    }

    static LoadStatus load(WeightFile.ByPath file, Restorable model, MatchOptions options) {
        if (options.isByName()) {
            throw new IllegalArgumentException(
                    file.source() + ": only legacy HDF5 weights can be matched by name; leave withByName out");
        }
        return new PathMatcher(file, model, options).load();
    }

    private LoadStatus load() {
        Map<Restorable, String> paths = bestPaths();
        Assignments assignments = new Assignments(options.progress());
        Set<StoredArray> used = Collections.newSetFromMap(new IdentityHashMap<>());
        Set<Variable> known = Collections.newSetFromMap(new IdentityHashMap<>());
        List<String> failures = new ArrayList<>();
        paths.forEach((object, path) -> {
            List<Variable> variables = numbered(object, path);
            List<StoredArray> values = stored.weights(path);
            Optional<String> problem = mismatch(variables, values);
            known.addAll(object.ownWeights());
            if (variables.isEmpty()) {
                return;
            }
            if (problem.isPresent()) {
                String target = "layer '" + object.name() + "' (" + object.className() + ", "
                        + (values.isEmpty() ? "expected at '" : "stored as '") + path + "')";
                failures.add(target + ": " + problem.get());
                report.skip(target, problem.get() + "; nothing of this layer was restored");
                used.addAll(values);
                return;
            }
            for (int i = 0; i < variables.size(); i++) {
                assignments.add(variables.get(i), values.get(i));
                report.match(names.name(variables.get(i)), values.get(i).name());
                used.add(values.get(i));
            }
        });
        if (!failures.isEmpty() && !options.isSkipMismatch()) {
            throw failed(failures, used);
        }
        List<Runnable> assets = new ArrayList<>();
        for (Map.Entry<Restorable, String> entry : paths.entrySet()) {
            assets.add(entry.getKey().readAssets(new ObjectAssets(file, entry.getValue())));
        }
        assignments.apply(Assignments.nextOrder(), file::requireIntact);
        for (Runnable asset : assets) {
            asset.run();
        }
        for (Map.Entry<String, Variable> named : names.variables().entrySet()) {
            if (!known.contains(named.getValue())) {
                report.missing(named.getKey());
            }
        }
        for (String name : unused(used)) {
            report.unused(name);
        }
        report.noteRenames(options, "the paths of objects");
        return new Status(report);
    }

    private WeightMismatchException failed(List<String> failures, Set<StoredArray> used) {
        List<String> shown = failures.subList(0, Math.min(MOST_FAILURES_SHOWN, failures.size()));
        List<String> unused = unused(used);
        return new WeightMismatchException(file.source() + ": " + failures.size() + " object(s) of model '"
                + model.name()
                + "' do not fit; make them as in the file, or skip them by withSkipMismatch(true):\n  "
                + String.join("\n  ", shown)
                + (shown.size() < failures.size() ? "\n  …" : "")
                + (unused.isEmpty()
                        ? ""
                        : "\nin the file, not in the model: "
                                + String.join(", ", unused.subList(0, Math.min(20, unused.size())))));
    }

    /** Values of layers that no variable has; what belongs to optimizers, metrics and random states is nobody's business. */
    private List<String> unused(Set<StoredArray> used) {
        List<String> unused = new ArrayList<>();
        for (String path : stored.objects()) {
            boolean training = path.equals("optimizer") || path.startsWith("optimizer/") || path.startsWith("metrics/");
            if (!training && !path.endsWith("seed_generator")) {
                for (StoredArray value : stored.weights(path)) {
                    if (!used.contains(value)) {
                        unused.add(value.name());
                    }
                }
            }
        }
        return unused;
    }

    /** The variables that are stored by number; those that are stored by name, their objects read themselves. */
    private List<Variable> numbered(Restorable object, String path) {
        Set<String> named = stored.namedWeights(path).keySet();
        List<Variable> numbered = new ArrayList<>();
        for (Variable variable : object.numberedWeights()) {
            if (!named.contains(variable.name())) {
                numbered.add(variable);
            }
        }
        return numbered;
    }

    /** How an object's variables and the values under its path disagree. */
    private static Optional<String> mismatch(List<Variable> variables, List<StoredArray> values) {
        if (variables.size() != values.size()) {
            return Optional.of("the model has " + variables.size() + " variable(s) "
                    + variables.stream().map(Variable::name).toList() + ", the file "
                    + (values.isEmpty()
                            ? "nothing for it"
                            : values.size() + " of shapes "
                                    + values.stream().map(StoredArray::shape).toList()));
        }
        for (int i = 0; i < values.size(); i++) {
            String mismatch = Assignments.mismatch(variables.get(i), values.get(i));
            if (mismatch != null) {
                return Optional.of("variable '" + variables.get(i).name() + "': " + mismatch);
            }
        }
        return Optional.empty();
    }

    private Map<Restorable, String> bestPaths() {
        Map<Restorable, String> best = null;
        int bestScore = -1;
        for (PathWalk.Writer writer : likelyWriters()) {
            for (boolean snakeCase : new boolean[] {false, true}) {
                Map<Restorable, String> paths = PathWalk.paths(model, writer, snakeCase, groups);
                int fitting = 0;
                int wanted = 0;
                for (Map.Entry<Restorable, String> entry : paths.entrySet()) {
                    List<Variable> variables = numbered(entry.getKey(), entry.getValue());
                    if (!variables.isEmpty()) {
                        wanted++;
                        fitting += mismatch(variables, stored.weights(entry.getValue()))
                                        .isEmpty()
                                ? 1
                                : 0;
                    }
                }
                if (fitting > bestScore) {
                    best = paths;
                    bestScore = fitting;
                }
                if (fitting == wanted) {
                    return paths;
                }
            }
        }
        return best;
    }

    /** All of them, those that go with the file's version first. */
    private List<PathWalk.Writer> likelyWriters() {
        List<PathWalk.Writer> writers = new ArrayList<>(List.of(PathWalk.Writer.values()));
        String version = file.kerasVersion().orElse("3");
        if (version.startsWith("2")) {
            PathWalk.Writer first = version.startsWith("2.12") || version.startsWith("2.13")
                    ? PathWalk.Writer.TF_KERAS_2_12
                    : version.startsWith("2.14") ? PathWalk.Writer.TF_KERAS_2_14 : PathWalk.Writer.TF_KERAS_2_15;
            writers.remove(first);
            writers.add(0, first);
        }
        return writers;
    }
}
