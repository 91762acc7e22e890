package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Unary;

/** {@code x} where positive, {@code alpha * (exp(x) - 1)} elsewhere. */
public final class ELU extends BaseLayer<ELU> {
    private double alpha = 1;

    public ELU() {}

    /** 1 unless set. */
    public ELU alpha(double value) {
        alpha = value;
        return this;
    }

    @Override
    protected Value call(Value x) {
        return Ops.unary(Unary.Function.ELU, Numbers.requireFloating(x), alpha);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("alpha", alpha);
    }

    static ELU fromConfig(LayerConfig config) {
        return new ELU().alpha(config.number("alpha", 1));
    }
}
