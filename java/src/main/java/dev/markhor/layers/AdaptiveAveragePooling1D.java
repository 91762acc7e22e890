package dev.markhor.layers;

import dev.markhor.ops.Reduce;

/** The averages of the parts of a series, of a given number whatever its size. */
public final class AdaptiveAveragePooling1D extends AdaptivePoolLayer<AdaptiveAveragePooling1D> {
    /** @param outputSize number of parts: one for all spatial dimensions, or one each */
    public AdaptiveAveragePooling1D(int... outputSize) {
        super(1, Reduce.Function.MEAN, outputSize);
    }

    static AdaptiveAveragePooling1D fromConfig(LayerConfig config) {
        return new AdaptiveAveragePooling1D(config.ints("output_size", 1)).configure(config);
    }
}
