package dev.markhor.layers;

import dev.markhor.model.ConfigOutput;

/** Adds noise in training. Gives its input back: training is no business of Markhor. */
public final class GaussianNoise extends InertLayer<GaussianNoise> {
    /** @throws IllegalArgumentException if the standard deviation is negative */
    private final double deviation;

    public GaussianNoise(double deviation) {
        if (!(deviation >= 0)) {
            throw new IllegalArgumentException("stddev must not be negative, got " + deviation);
        }
        this.deviation = deviation;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("stddev", deviation);
    }

    static GaussianNoise fromConfig(LayerConfig config) {
        return new GaussianNoise(config.number("stddev"));
    }
}
