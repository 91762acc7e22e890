package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reduce;
import java.util.Optional;

/** Masks the steps all of whose features equal a value, and sets them to zero: {@code [batch, steps, features]}, unchanged in shape. */
public final class Masking extends BaseLayer<Masking> {
    private final double maskValue;

    public Masking() {
        this(0);
    }

    public Masking(double maskValue) {
        this.maskValue = maskValue;
    }

    @Override
    protected Value call(Value x) {
        return Ops.where(counts(x, true), x, Ops.constant(0, x));
    }

    @Override
    protected Optional<Value> computeMask(Inputs inputs, CallContext context) {
        return Optional.of(counts(inputs.single(), false));
    }

    private Value counts(Value x, boolean keepDims) {
        return Ops.reduce(Reduce.Function.ANY, Ops.notEqual(x, Ops.constant(maskValue, x)), keepDims, -1);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("mask_value", maskValue);
    }

    static Masking fromConfig(LayerConfig config) {
        return new Masking(
                config.tensor("mask_value").map(value -> value.getDouble(0)).orElse(0.0));
    }
}
