package dev.markhor.layers;

/** Multiplies with noise in training. Gives its input back: training is no business of Markhor. */
public final class GaussianDropout extends InertLayer<GaussianDropout> {
    /** @throws IllegalArgumentException if the rate is not from 0 to 1 */
    public GaussianDropout(double rate) {
        Options.fraction("rate", rate);
    }

    static GaussianDropout fromConfig(LayerConfig config) {
        return new GaussianDropout(config.number("rate"));
    }
}
