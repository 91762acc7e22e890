package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;

/** {@code x} where positive, {@code negative_slope * x} elsewhere. */
public final class LeakyReLU extends BaseLayer<LeakyReLU> {
    private double negativeSlope = 0.3;

    public LeakyReLU() {}

    /** Slope of the negative part; 0.3 unless set (unlike that of the activation of this name, 0.2). */
    public LeakyReLU negativeSlope(double slope) {
        negativeSlope = slope;
        return this;
    }

    @Override
    protected Value call(Value x) {
        Value numbers = Numbers.floating(Numbers.requireNumbers(x), DType.FLOAT32);
        return Ops.relu(numbers, negativeSlope, Double.POSITIVE_INFINITY, 0);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("negative_slope", negativeSlope);
    }

    /** Keras 1 and 2 call the slope {@code alpha}. */
    static LeakyReLU fromConfig(LayerConfig config) {
        return new LeakyReLU().negativeSlope(config.number("negative_slope", config.number("alpha", 0.3)));
    }
}
