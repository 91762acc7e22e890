package dev.markhor.layers;

/** Drops whole channels of an image in training. Gives its input back: training is no business of Markhor. */
public final class SpatialDropout2D extends InertLayer<SpatialDropout2D> {
    /** @throws IllegalArgumentException if the rate is not from 0 to 1 */
    public SpatialDropout2D(double rate) {
        Options.fraction("rate", rate);
    }

    static SpatialDropout2D fromConfig(LayerConfig config) {
        return new SpatialDropout2D(config.number("rate"));
    }
}
