package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.ops.Ops;
import java.util.List;

/** Average of several inputs, element by element. */
public final class Average extends MergeLayer<Average> {
    public Average() {}

    @Override
    Value merge(List<Value> values, CallContext context) {
        return Ops.multiply(fold(values, Ops::add), 1.0 / values.size());
    }

    static Average fromConfig(LayerConfig config) {
        return new Average();
    }
}
