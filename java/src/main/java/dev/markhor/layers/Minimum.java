package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.ops.Ops;
import java.util.List;

/** Smallest of several inputs, element by element. */
public final class Minimum extends MergeLayer<Minimum> {
    public Minimum() {}

    @Override
    Value merge(List<Value> values, CallContext context) {
        return foldMasked(values, context, Ops::minimum);
    }

    static Minimum fromConfig(LayerConfig config) {
        return new Minimum();
    }
}
