package dev.markhor.restore.matching;

import dev.markhor.restore.Restorable;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Set;

/**
 * The order in which Keras lists the weights in and below a layer: trainable ones, then the others. Generations differ in where a
 * model's own variables go, and in what a frozen layer does to the list around it.
 */
public enum WeightOrder {
    /** A model's own variables come after those of its layers; what is in a frozen layer is not trainable. */
    KERAS2,
    /** Own variables first; a variable is trainable or not whatever holds it, unless its layer is frozen. */
    KERAS3,
    /** As if nothing were frozen. */
    UNFROZEN;

    /** A variable and where it is: {@code inner/dense/kernel}, by layer names, below the layer that was asked about. */
    public record Weight(String path, Variable variable, Restorable owner) {}

    /** All weights, without duplicates. */
    public List<Weight> weights(Restorable layer) {
        List<Weight> ordered = new ArrayList<>();
        if (this == KERAS2) {
            collectKeras2(layer, "", Part.TRAINABLE, ordered, identitySet());
            collectKeras2(layer, "", Part.OTHER, ordered, identitySet());
        } else {
            List<Placed> all = new ArrayList<>();
            collectKeras3(layer, "", false, all, identitySet());
            List<Weight> others = new ArrayList<>();
            for (Placed placed : all) {
                (placed.trainable ? ordered : others).add(placed.weight);
            }
            ordered.addAll(others);
        }
        Set<Variable> seen = identitySet();
        ordered.removeIf(weight -> !seen.add(weight.variable()));
        return ordered;
    }

    /** The variables alone. */
    public List<Variable> variables(Restorable layer) {
        List<Variable> variables = new ArrayList<>();
        for (Weight weight : weights(layer)) {
            variables.add(weight.variable());
        }
        return variables;
    }

    /** The variables that Keras would train. */
    public static List<Variable> trainable(Restorable layer) {
        List<Placed> all = new ArrayList<>();
        KERAS3.collectKeras3(layer, "", false, all, identitySet());
        return all.stream()
                .filter(placed -> placed.trainable)
                .map(placed -> placed.weight.variable())
                .distinct()
                .toList();
    }

    /** All weights in the order of {@code variables}, which lists layer after layer, whether they are trained or not. */
    public List<Weight> inTurn(Restorable model) {
        List<Weight> ordered = new ArrayList<>();
        if (this == KERAS2) {
            inTurnKeras2(model, "", ordered, identitySet());
        } else {
            List<Placed> all = new ArrayList<>();
            collectKeras3(model, "", false, all, identitySet());
            all.forEach(placed -> ordered.add(placed.weight));
        }
        Set<Variable> seen = identitySet();
        ordered.removeIf(weight -> !seen.add(weight.variable()));
        return ordered;
    }

    /** Models are gone through layer by layer, layers as ever. */
    private void inTurnKeras2(Restorable layer, String prefix, List<Weight> ordered, Set<Restorable> seen) {
        if (!layer.kind().isModel()) {
            weights(layer)
                    .forEach(weight ->
                            ordered.add(new Weight(prefix + weight.path(), weight.variable(), weight.owner())));
        } else if (seen.add(layer)) {
            layer.sublayers().forEach(child -> inTurnKeras2(child, prefix + child.name() + '/', ordered, seen));
            own(layer, prefix, Part.ALL, ordered);
        }
    }

    // ---- Keras 3: one walk, then a partition

    private record Placed(Weight weight, boolean trainable) {}

    private void collectKeras3(
            Restorable layer, String prefix, boolean frozen, List<Placed> all, Set<Restorable> seen) {
        if (!seen.add(layer)) {
            return;
        }
        boolean below = frozen || !layer.isTrainable() && this != UNFROZEN;
        for (Variable variable : layer.ownWeights()) {
            all.add(new Placed(new Weight(prefix + variable.name(), variable, layer), variable.trainable() && !below));
        }
        for (Restorable child : layer.sublayers()) {
            collectKeras3(child, prefix + child.name() + '/', below, all, seen);
        }
    }

    // ---- Keras 2: a walk for each part

    private enum Part {
        TRAINABLE,
        OTHER,
        ALL
    }

    /** @param open layers whose walk is not finished, so that a cycle ends */
    private static void collectKeras2(
            Restorable layer, String prefix, Part part, List<Weight> ordered, Set<Restorable> open) {
        boolean frozen = !layer.isTrainable();
        if (frozen && part == Part.TRAINABLE || !open.add(layer)) {
            return;
        }
        boolean model = layer.kind().isModel();
        if (frozen && !model) {
            own(layer, prefix, Part.ALL, ordered);
            children(layer, prefix, Part.ALL, ordered, open);
        } else {
            if (frozen || part != Part.OTHER) {
                ownAndChildren(layer, prefix, Part.TRAINABLE, ordered, open);
            }
            if (part != Part.TRAINABLE) {
                ownAndChildren(layer, prefix, Part.OTHER, ordered, open);
            }
        }
        open.remove(layer);
    }

    private static void ownAndChildren(
            Restorable layer, String prefix, Part part, List<Weight> ordered, Set<Restorable> open) {
        if (layer.kind().isModel()) {
            children(layer, prefix, part, ordered, open);
            own(layer, prefix, part, ordered);
        } else {
            own(layer, prefix, part, ordered);
            children(layer, prefix, part, ordered, open);
        }
    }

    private static void own(Restorable layer, String prefix, Part part, List<Weight> ordered) {
        for (Variable variable : layer.ownWeights()) {
            if (part == Part.ALL || variable.trainable() == (part == Part.TRAINABLE)) {
                ordered.add(new Weight(prefix + variable.name(), variable, layer));
            }
        }
    }

    private static void children(
            Restorable layer, String prefix, Part part, List<Weight> ordered, Set<Restorable> open) {
        for (Restorable child : layer.sublayers()) {
            collectKeras2(child, prefix + child.name() + '/', part, ordered, open);
        }
    }

    private static <T> Set<T> identitySet() {
        return Collections.newSetFromMap(new IdentityHashMap<>());
    }
}
