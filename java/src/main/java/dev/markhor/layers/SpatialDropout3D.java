package dev.markhor.layers;

/** Drops whole channels of a volume in training. Gives its input back: training is no business of Markhor. */
public final class SpatialDropout3D extends InertLayer<SpatialDropout3D> {
    /** @throws IllegalArgumentException if the rate is not from 0 to 1 */
    public SpatialDropout3D(double rate) {
        Options.fraction("rate", rate);
    }

    static SpatialDropout3D fromConfig(LayerConfig config) {
        return new SpatialDropout3D(config.number("rate"));
    }
}
