package dev.markhor.model;

import dev.markhor.variable.PendingRestore;
import dev.markhor.variable.Trackable;
import java.util.ArrayList;
import java.util.List;

/** The names by which checkpoints know the layers of a sequential or functional model: by position, in several ways. */
final class LayerEdges {
    private LayerEdges() {}

    /**
     * As tf.keras has them: {@code layer_with_weights-0}, {@code layer-0}, {@code layer-1}, …, then {@code attributes}. Layers without
     * variables so far, or a table, have one name only.
     */
    static List<Trackable.Edge> before(List<Layer> layers, List<Trackable.Edge> attributes) {
        List<Trackable.Edge> edges = new ArrayList<>();
        int weighted = 0;
        for (int i = 0; i < layers.size(); i++) {
            if (hasWeights(layers.get(i))) {
                edges.add(Trackable.Edge.to("layer_with_weights-" + weighted++, layers.get(i)));
            }
            edges.add(Trackable.Edge.to("layer-" + i, layers.get(i)));
        }
        edges.addAll(attributes);
        return edges;
    }

    static boolean hasWeights(Layer layer) {
        return !layer.ownWeights().isEmpty()
                || layer.hasTable()
                || layer.sublayers().stream().anyMatch(LayerEdges::hasWeights);
    }

    /** As Keras 3 has those of a functional model: {@code _operations}, by position among all. */
    static Trackable.Edge operations(List<Layer> layers) {
        return operations(layers, 0);
    }

    /** As Keras 3 has those of a sequential model, which keeps a functional one with an input before the first layer. */
    static Trackable.Edge functional(List<Layer> layers) {
        return Trackable.Edge.to("_functional", new Fixed(List.of(operations(layers, 1))));
    }

    private static Trackable.Edge operations(List<Layer> layers, int first) {
        List<Trackable.Edge> positions = new ArrayList<>();
        for (int i = 0; i < layers.size(); i++) {
            positions.add(Trackable.Edge.to(Integer.toString(first + i), layers.get(i)));
        }
        return Trackable.Edge.to("_operations", new Fixed(List.copyOf(positions)));
    }

    /** A list that never changes: nothing in it is worth waiting for. */
    private record Fixed(List<Trackable.Edge> edges) implements Trackable {
        @Override
        public void await(PendingRestore restore) {
            // all that will ever be here is here
        }
    }
}
