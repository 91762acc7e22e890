package dev.markhor.layers;

import dev.markhor.model.ConfigOutput;

/** Multiplies with noise in training. Gives its input back: training is no business of Markhor. */
public final class GaussianDropout extends InertLayer<GaussianDropout> {
    /** @throws IllegalArgumentException if the rate is not from 0 to 1 */
    private final double rate;

    public GaussianDropout(double rate) {
        this.rate = Options.fraction("rate", rate);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("rate", rate);
    }

    static GaussianDropout fromConfig(LayerConfig config) {
        return new GaussianDropout(config.number("rate"));
    }
}
