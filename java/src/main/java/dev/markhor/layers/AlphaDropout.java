package dev.markhor.layers;

/** Drops elements in training, keeping mean and variance. Gives its input back: training is no business of Markhor. */
public final class AlphaDropout extends InertLayer<AlphaDropout> {
    /** @throws IllegalArgumentException if the rate is not from 0 to 1 */
    public AlphaDropout(double rate) {
        Options.fraction("rate", rate);
    }

    static AlphaDropout fromConfig(LayerConfig config) {
        return new AlphaDropout(config.number("rate"));
    }
}
