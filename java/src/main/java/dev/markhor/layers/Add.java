package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.ops.Ops;
import java.util.List;

/** Sum of several inputs, element by element. */
public final class Add extends MergeLayer<Add> {
    public Add() {}

    @Override
    Value merge(List<Value> values, CallContext context) {
        return fold(values, Ops::add);
    }

    static Add fromConfig(LayerConfig config) {
        return new Add();
    }
}
