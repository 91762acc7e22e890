package dev.markhor.layers;

import dev.markhor.ops.Reduce;

/** The largest values of the parts of a series, of a given number whatever its size. */
public final class AdaptiveMaxPooling1D extends AdaptivePoolLayer<AdaptiveMaxPooling1D> {
    /** @param outputSize number of parts: one for all spatial dimensions, or one each */
    public AdaptiveMaxPooling1D(int... outputSize) {
        super(1, Reduce.Function.MAX, outputSize);
    }

    static AdaptiveMaxPooling1D fromConfig(LayerConfig config) {
        return new AdaptiveMaxPooling1D(config.ints("output_size", 1)).configure(config);
    }
}
