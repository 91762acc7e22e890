package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.ops.Ops;
import java.util.List;

/** Largest of several inputs, element by element. */
public final class Maximum extends MergeLayer<Maximum> {
    public Maximum() {}

    @Override
    Value merge(List<Value> values, CallContext context) {
        return foldMasked(values, context, Ops::maximum);
    }

    static Maximum fromConfig(LayerConfig config) {
        return new Maximum();
    }
}
