package dev.markhor.layers;

import dev.markhor.model.ConfigOutput;

/** Drops elements in training, keeping mean and variance. Gives its input back: training is no business of Markhor. */
public final class AlphaDropout extends InertLayer<AlphaDropout> {
    /** @throws IllegalArgumentException if the rate is not from 0 to 1 */
    private final double rate;

    public AlphaDropout(double rate) {
        this.rate = Options.fraction("rate", rate);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("rate", rate);
    }

    static AlphaDropout fromConfig(LayerConfig config) {
        return new AlphaDropout(config.number("rate"));
    }
}
