package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reduce;
import dev.markhor.tensor.DType;
import java.util.Optional;

/**
 * The average over time: {@code [batch, steps, channels] -> [batch, channels]}. With a mask, the average of the steps that count; NaN
 * if none does.
 */
public final class GlobalAveragePooling1D extends GlobalPoolLayer<GlobalAveragePooling1D> {
    public GlobalAveragePooling1D() {
        super(1, Reduce.Function.MEAN);
    }

    @Override
    protected Value call(Value x, CallContext context) {
        Value numbers = averaged(x, context);
        return context.mask().map(mask -> masked(numbers, mask)).orElseGet(() -> call(numbers));
    }

    private Value masked(Value x, Value mask) {
        int steps = ChannelsFirst.spatialAxis(channelsFirst());
        Value counts = Ops.expandDims(Ops.cast(mask, DType.BOOL), channelsFirst() ? 1 : 2);
        Value kept = Ops.where(counts, x, Ops.constant(0, x));
        return Ops.divide(Ops.sum(kept, keepsDims(), steps), Ops.sum(Ops.cast(counts, x.dtype()), keepsDims(), steps));
    }

    @Override
    protected boolean takesMask() {
        return true;
    }

    @Override
    protected Optional<Value> computeMask(Inputs inputs, CallContext context) {
        return Optional.empty();
    }

    static GlobalAveragePooling1D fromConfig(LayerConfig config) {
        return new GlobalAveragePooling1D().configure(config);
    }
}
