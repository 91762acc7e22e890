package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.ops.Ops;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Product of several inputs, element by element. In Keras 3 a masked step counts as 1, or as 0 where all are masked. */
public final class Multiply extends MergeLayer<Multiply> {
    public Multiply() {}

    @Override
    Value merge(List<Value> values, CallContext context) {
        return context.dialect().isKeras3() ? masked(values) : fold(values, Ops::multiply);
    }

    private static Value masked(List<Value> values) {
        List<Value> factors = new ArrayList<>();
        List<Optional<Value>> masks = new ArrayList<>();
        for (Value value : values) {
            Optional<Value> mask = value.mask().map(m -> Ops.expandDims(m, -1));
            factors.add(
                    mask.map(m -> Ops.where(m, value, Ops.constant(1, value))).orElse(value));
            masks.add(mask);
        }
        Value product = fold(factors, Ops::multiply);
        if (!masks.stream().allMatch(Optional::isPresent)) {
            return product;
        }
        Value any = Masks.reduce(masks, Ops::logicalOr).orElseThrow();
        return Ops.where(any, product, Ops.constant(0, product));
    }

    static Multiply fromConfig(LayerConfig config) {
        return new Multiply();
    }
}
