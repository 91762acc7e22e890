package dev.markhor.layers;

import dev.markhor.model.ConfigOutput;

/** Sets elements to zero in training. Gives its input back: training is no business of Markhor. */
public final class Dropout extends InertLayer<Dropout> {
    /** @throws IllegalArgumentException if the rate is not from 0 to 1 */
    private final double rate;

    public Dropout(double rate) {
        this.rate = Options.fraction("rate", rate);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("rate", rate);
    }

    static Dropout fromConfig(LayerConfig config) {
        return new Dropout(config.number("rate"));
    }
}
