package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.ops.Ops;
import java.util.List;

/** First of two inputs minus the second, element by element. */
public final class Subtract extends MergeLayer<Subtract> {
    public Subtract() {}

    @Override
    Value merge(List<Value> values, CallContext context) {
        if (values.size() != 2) {
            throw new IllegalArgumentException("needs exactly two inputs, got " + values.size());
        }
        return Ops.subtract(values.get(0), values.get(1));
    }

    static Subtract fromConfig(LayerConfig config) {
        return new Subtract();
    }
}
