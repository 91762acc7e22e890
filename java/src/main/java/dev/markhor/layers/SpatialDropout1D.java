package dev.markhor.layers;

/** Drops whole channels of a series in training. Gives its input back: training is no business of Markhor. */
public final class SpatialDropout1D extends InertLayer<SpatialDropout1D> {
    /** @throws IllegalArgumentException if the rate is not from 0 to 1 */
    public SpatialDropout1D(double rate) {
        Options.fraction("rate", rate);
    }

    static SpatialDropout1D fromConfig(LayerConfig config) {
        return new SpatialDropout1D(config.number("rate"));
    }
}
