package dev.markhor.layers;

import dev.markhor.model.ConfigOutput;

/** Drops whole channels of an image in training. Gives its input back: training is no business of Markhor. */
public final class SpatialDropout2D extends InertLayer<SpatialDropout2D> {
    /** @throws IllegalArgumentException if the rate is not from 0 to 1 */
    private final double rate;

    public SpatialDropout2D(double rate) {
        this.rate = Options.fraction("rate", rate);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.without("trainable").put("rate", rate);
    }

    static SpatialDropout2D fromConfig(LayerConfig config) {
        return new SpatialDropout2D(config.number("rate"));
    }
}
