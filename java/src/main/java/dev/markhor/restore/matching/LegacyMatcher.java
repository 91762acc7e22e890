package dev.markhor.restore.matching;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.MatchOptions;
import dev.markhor.restore.Restorable;
import dev.markhor.restore.Writer;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Legacy HDF5: layers by position among those with weights, or by name; within a layer, arrays by position. */
final class LegacyMatcher {
    /** Only Keras 1 says nothing of itself at the weights. */
    private static final Writer KERAS1 = Writer.ofKeras("1");

    private final String path;
    private final LegacyWeights file;
    private final Restorable model;
    private final MatchOptions options;
    private final Conversions conversions;
    private final boolean keras3;
    private final VariableNames names;
    private final FixedReport report;
    private final Assignments assignments;
    private final Set<StoredArray> used = Collections.newSetFromMap(new IdentityHashMap<>());
    private final Set<Variable> filled = Collections.newSetFromMap(new IdentityHashMap<>());

    private LegacyMatcher(LegacyWeights file, Restorable model, MatchOptions options) {
        this.path = file.path().toString();
        this.file = file;
        this.model = model;
        this.options = options;
        this.assignments = new Assignments(options.progress());
        Writer writer = options.writer(file.path())
                .or(new Writer(file.weightsKerasVersion(), file.backend()))
                .or(KERAS1);
        this.conversions = new Conversions(writer);
        this.keras3 = !writer.isBefore(3);
        this.names = VariableNames.of(model);
        this.report = new FixedReport(path);
    }

    static LoadStatus load(LegacyWeights file, Restorable model, MatchOptions options) {
        return new LegacyMatcher(file, model, options).load();
    }

    private LoadStatus load() {
        if (options.isByName()) {
            matchByName();
        } else {
            matchByPosition();
        }
        file.topLevelWeights().ifPresent(this::matchTopLevel);
        assignments.apply(Assignments.nextOrder(), file::requireIntact);
        reportLeftOvers();
        report.noteRenames(options, options.isByName() ? "the names of layers" : "the positions of layers");
        return new Status(report);
    }

    private void matchByPosition() {
        List<Restorable> targets = new ArrayList<>();
        for (Restorable layer : model.sublayers()) {
            if (!WeightOrder.UNFROZEN.weights(layer).isEmpty()) {
                targets.add(layer);
            }
        }
        List<LegacyWeights.Layer> stored = file.layers().stream()
                .filter(layer -> !layer.weights().isEmpty())
                .toList();
        if (targets.size() != stored.size()) {
            throw new WeightMismatchException(path + ": layer count mismatch: model '" + model.name() + "' has "
                    + targets.size()
                    + " layers with weights ("
                    + abridged(targets.stream().map(Restorable::name).toList()) + "), the file has "
                    + stored.size() + " ("
                    + abridged(stored.stream().map(LegacyWeights.Layer::name).toList())
                    + "); withByName(true) pairs layers by their names instead");
        }
        for (int k = 0; k < targets.size(); k++) {
            matchLayer(k, targets.get(k), stored.get(k));
        }
    }

    private void matchByName() {
        Map<String, Restorable> byName = new HashMap<>();
        for (Restorable layer : model.sublayers()) {
            Restorable other = byName.put(layer.name(), layer);
            if (other != null) {
                throw new WeightMismatchException(path + ": two layers of model '" + model.name() + "' are called '"
                        + layer.name() + "' (" + attributes(other) + " and " + attributes(layer)
                        + "), so that names do not tell whose weights are whose; give them names of their own");
            }
        }
        List<LegacyWeights.Layer> stored = file.layers();
        for (int k = 0; k < stored.size(); k++) {
            Restorable layer = byName.get(stored.get(k).name());
            if (layer != null) {
                matchLayer(k, layer, stored.get(k));
            }
        }
        report.advise("by name, a layer must be called as in the file, which has "
                + abridged(stored.stream().map(LegacyWeights.Layer::name).toList()));
    }

    /** Where the weights of a layer are in the program: {@code encoder/kernel, encoder/bias}. */
    private String attributes(Restorable layer) {
        List<String> weights =
                WeightOrder.UNFROZEN.variables(layer).stream().map(names::name).toList();
        return weights.isEmpty() ? "a layer without weights" : abridged(weights);
    }

    private void matchLayer(int k, Restorable layer, LegacyWeights.Layer stored) {
        LayerMatch match = LayerMatch.of(layer, stored, conversions, keras3);
        String where = "layer #" + k + " (named '" + layer.name() + "'"
                + (layer.name().equals(stored.name()) ? "" : ", '" + stored.name() + "' in the file") + ")";
        String order = layer.sublayers().isEmpty() ? "" : frozenHint(stored);
        if (match.weights().size() != match.arrays().size()) {
            String reason = "the model expects "
                    + match.weights().size() + " ("
                    + abridged(match.weights().stream()
                            .map(WeightOrder.Weight::path)
                            .toList()) + "), the file has "
                    + stored.weights().size() + " (" + abridged(stored.weightNames()) + ")";
            if (!options.isByName() || !options.isSkipMismatch()) {
                throw new WeightMismatchException(path + ": weight count mismatch in " + where + ": " + reason + order
                        + otherwise(order) + "make the layer as in the file" + skipping("layers"));
            }
            report.skip(where, "weight count mismatch: " + reason);
            return;
        }
        for (int i = 0; i < match.weights().size(); i++) {
            matchWeight(where, match.weights().get(i).variable(), match.arrays().get(i), order);
        }
        used.addAll(stored.weights());
    }

    /** A layer with layers inside has one list, in which what was frozen stands behind. */
    private static String frozenHint(LegacyWeights.Layer stored) {
        return "; the file lists " + abridged(stored.weightNames())
                + ", where the layers that were frozen when it was saved come last: call setTrainable(false) on the same ones in "
                + "the model, and load again";
    }

    private void matchWeight(String where, Variable variable, StoredArray value, String order) {
        String name = names.name(variable);
        String mismatch = Assignments.mismatch(variable, value);
        if (mismatch == null) {
            assignments.add(variable, value);
            filled.add(variable);
            report.match(name, value.name());
        } else if (options.isSkipMismatch()) {
            report.skip("weight '" + name + "' in " + where, "shape mismatch: " + mismatch);
            filled.add(variable); // reported once
        } else {
            throw new WeightMismatchException(path + ": shape mismatch in " + where + " for weight '" + name + "': "
                    + mismatch + order + otherwise(order)
                    + "make the layer as in the file, or skip such weights by withSkipMismatch(true)");
        }
    }

    /** The model's own variables, those of no layer. */
    private void matchTopLevel(List<StoredArray> stored) {
        List<Variable> own = model.ownWeights();
        if (own.size() != stored.size()) {
            String reason =
                    "weight count mismatch: the model's own variables, those of no layer, are " + own.size() + " ("
                            + abridged(own.stream().map(Variable::name).toList()) + "), the file has " + stored.size()
                            + " such (top_level_model_weights)";
            if (!options.isByName() || !options.isSkipMismatch()) {
                throw new WeightMismatchException(path + ": " + reason + "; leave them out of the model"
                        + skipping("weights") + " and give them values by Model.assign");
            }
            report.skip("top-level weights", reason);
            return;
        }
        for (int i = 0; i < own.size(); i++) {
            matchWeight("the model's own weights", own.get(i), stored.get(i), "");
        }
        used.addAll(stored);
    }

    private static String otherwise(String order) {
        return order.isEmpty() ? "; " : "; if that is not it, ";
    }

    /** How to leave such things as they are, with the options that are not given yet. */
    private String skipping(String things) {
        String options = this.options.isByName()
                ? "withSkipMismatch(true)"
                : this.options.isSkipMismatch()
                        ? "withByName(true) beside withSkipMismatch(true)"
                        : "withByName(true) and withSkipMismatch(true) together";
        return ", or skip such " + things + " by " + options;
    }

    private void reportLeftOvers() {
        names.variables().forEach((name, variable) -> {
            if (!filled.contains(variable)) {
                report.missing(name);
            }
        });
        for (LegacyWeights.Layer layer : file.layers()) {
            layer.weights().stream()
                    .filter(array -> !used.contains(array))
                    .forEach(array -> report.unused(array.name()));
        }
        file.topLevelWeights().stream()
                .flatMap(List::stream)
                .filter(array -> !used.contains(array))
                .forEach(array -> report.unused(array.name()));
    }

    private static String abridged(List<String> names) {
        int shown = Math.min(names.size(), 12);
        return String.join(", ", names.subList(0, shown)) + (names.size() > shown ? ", …" : "");
    }
}
