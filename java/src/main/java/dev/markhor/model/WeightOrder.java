package dev.markhor.model;

import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;

/** Keras' order of a layer's weights: trainable ones, then the others; a frozen layer's weights all count as the others. */
final class WeightOrder {
    private WeightOrder() {}

    static List<Variable> weights(Layer layer) {
        List<Variable> all = new ArrayList<>(trainable(layer));
        all.addAll(nonTrainable(layer));
        return all;
    }

    static List<Variable> trainable(Layer layer) {
        if (!layer.isTrainable()) {
            return List.of();
        }
        Set<Variable> found = new LinkedHashSet<>();
        boolean childrenFirst = layer instanceof Model;
        if (!childrenFirst) {
            layer.ownWeights().stream().filter(Variable::trainable).forEach(found::add);
        }
        layer.sublayers().forEach(child -> found.addAll(trainable(child)));
        if (childrenFirst) {
            layer.ownWeights().stream().filter(Variable::trainable).forEach(found::add);
        }
        return new ArrayList<>(found);
    }

    static List<Variable> nonTrainable(Layer layer) {
        Set<Variable> found = new LinkedHashSet<>();
        if (layer.isTrainable()) {
            if (!(layer instanceof Model)) {
                layer.ownWeights().stream().filter(v -> !v.trainable()).forEach(found::add);
            }
            layer.sublayers().forEach(child -> found.addAll(nonTrainable(child)));
            if (layer instanceof Model) {
                layer.ownWeights().stream().filter(v -> !v.trainable()).forEach(found::add);
            }
        } else if (layer instanceof Model) {
            layer.sublayers().forEach(child -> found.addAll(trainable(child)));
            found.addAll(layer.ownWeights());
            layer.sublayers().forEach(child -> found.addAll(nonTrainable(child)));
        } else {
            found.addAll(layer.ownWeights());
            layer.sublayers().forEach(child -> found.addAll(weights(child)));
        }
        trainable(layer).forEach(found::remove);
        return new ArrayList<>(found);
    }
}
