package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Unary;

/** {@code x} where {@code x > theta}, 0 elsewhere. */
public final class ThresholdedReLU extends BaseLayer<ThresholdedReLU> {
    private double theta = 1;

    public ThresholdedReLU() {}

    /** 1 unless set. */
    public ThresholdedReLU theta(double value) {
        theta = value;
        return this;
    }

    @Override
    protected Value call(Value x) {
        return Ops.unary(Unary.Function.THRESHOLD, x, theta, 0);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    static ThresholdedReLU fromConfig(LayerConfig config) {
        return new ThresholdedReLU().theta(config.number("theta", 1));
    }
}
