package dev.markhor.model;

import dev.markhor.variable.Trackable.Edge;
import java.util.ArrayList;
import java.util.List;

/** The names by which checkpoints know the layers of a sequential or functional model: by position, also among those with weights. */
final class LayerEdges {
    private LayerEdges() {}

    /** {@code layer_with_weights-0}, {@code layer-0}, {@code layer-1}, …, then {@code attributes}. Layers without variables so far have one name only. */
    static List<Edge> before(List<Layer> layers, List<Edge> attributes) {
        List<Edge> edges = new ArrayList<>();
        int weighted = 0;
        for (int i = 0; i < layers.size(); i++) {
            if (!layers.get(i).weights().isEmpty()) {
                edges.add(Edge.to("layer_with_weights-" + weighted++, layers.get(i)));
            }
            edges.add(Edge.to("layer-" + i, layers.get(i)));
        }
        edges.addAll(attributes);
        return edges;
    }
}
