package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;

/** Divides by the Euclidean norm over some axes. Tiny norms count as 1e-12 in Keras 3, as 1e-6 in Keras 2. */
public final class UnitNormalization extends BaseLayer<UnitNormalization> {
    private int[] axes = {-1};

    public UnitNormalization() {}

    /** The axes over which the norm is taken; the last one unless set. */
    public UnitNormalization axis(int... normalized) {
        axes = normalized.clone();
        return this;
    }

    @Override
    protected Value call(Value x, CallContext context) {
        Value squares = Ops.sum(Ops.square(Numbers.requireFloating(x)), true, Axes.normalize(axes, x.rank()));
        if (context.dialect().isKeras3()) {
            Value inverse = Ops.minimum(Ops.rsqrt(squares), Ops.constant(1e12, x));
            return Ops.multiply(x, inverse);
        }
        return Ops.multiply(x, Ops.rsqrt(Ops.maximum(squares, Ops.constant(1e-12, x))));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.putAxes("axis", axes);
    }

    static UnitNormalization fromConfig(LayerConfig config) {
        return new UnitNormalization().axis(config.intList("axis", -1));
    }
}
