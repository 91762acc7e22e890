package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;

/**
 * {@code max_value} where {@code x >= max_value}, {@code x} where {@code threshold <= x < max_value}, and
 * {@code negative_slope * (x - threshold)} below.
 */
public final class ReLU extends BaseLayer<ReLU> {
    private double maxValue = Double.POSITIVE_INFINITY;
    private double negativeSlope;
    private double threshold;

    public ReLU() {}

    /** The largest value; none unless set. */
    public ReLU maxValue(double value) {
        maxValue = value;
        return this;
    }

    /** Slope below the threshold; 0 unless set. */
    public ReLU negativeSlope(double slope) {
        negativeSlope = slope;
        return this;
    }

    /** Where the function starts; 0 unless set. */
    public ReLU threshold(double value) {
        threshold = value;
        return this;
    }

    @Override
    protected Value call(Value x) {
        return Ops.relu(Numbers.requireNumbers(x), negativeSlope, maxValue, threshold);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("max_value", maxValue == Double.POSITIVE_INFINITY ? null : maxValue)
                .put("negative_slope", negativeSlope)
                .put("threshold", threshold);
    }

    static ReLU fromConfig(LayerConfig config) {
        return new ReLU()
                .maxValue(config.number("max_value", Double.POSITIVE_INFINITY))
                .negativeSlope(config.number("negative_slope", 0))
                .threshold(config.number("threshold", 0));
    }
}
