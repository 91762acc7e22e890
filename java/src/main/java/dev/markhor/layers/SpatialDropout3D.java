package dev.markhor.layers;

import dev.markhor.model.ConfigOutput;

/** Drops whole channels of a volume in training. Gives its input back: training is no business of Markhor. */
public final class SpatialDropout3D extends InertLayer<SpatialDropout3D> {
    /** @throws IllegalArgumentException if the rate is not from 0 to 1 */
    private final double rate;

    public SpatialDropout3D(double rate) {
        this.rate = Options.fraction("rate", rate);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.without("trainable").put("rate", rate);
    }

    static SpatialDropout3D fromConfig(LayerConfig config) {
        return new SpatialDropout3D(config.number("rate"));
    }
}
