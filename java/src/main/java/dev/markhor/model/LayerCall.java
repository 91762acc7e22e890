package dev.markhor.model;

import dev.markhor.graph.Value;
import java.util.Optional;

/** One recorded call of a layer on symbolic values: an element of a functional model. */
final class LayerCall {
    /** Attached to a value: which output of which call it is. */
    record Origin(LayerCall call, int index) {}

    private final Layer layer;
    private final Inputs inputs;
    private final Structure<Value> outputs;

    /** @param raw what the layer's {@code call} gave; {@link #outputs} are the same values, knowing where they come from */
    LayerCall(Layer layer, Inputs inputs, Structure<Value> raw) {
        this.layer = layer;
        this.inputs = inputs;
        int[] index = {0};
        this.outputs = raw.mapLeaves(value -> value.withOrigin(new Origin(this, index[0]++)));
    }

    static Optional<Origin> originOf(Value value) {
        return Optional.ofNullable((Origin) value.origin().orElse(null));
    }

    Layer layer() {
        return layer;
    }

    Inputs inputs() {
        return inputs;
    }

    Structure<Value> outputs() {
        return outputs;
    }
}
