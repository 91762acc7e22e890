package dev.markhor.layers;

import dev.markhor.model.ConfigOutput;

/** Drops whole channels of a series in training. Gives its input back: training is no business of Markhor. */
public final class SpatialDropout1D extends InertLayer<SpatialDropout1D> {
    /** @throws IllegalArgumentException if the rate is not from 0 to 1 */
    private final double rate;

    public SpatialDropout1D(double rate) {
        this.rate = Options.fraction("rate", rate);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.without("trainable").put("rate", rate);
    }

    static SpatialDropout1D fromConfig(LayerConfig config) {
        return new SpatialDropout1D(config.number("rate"));
    }
}
