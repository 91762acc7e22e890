package dev.markhor.layers;

import dev.markhor.ops.Reduce;

/** The averages of the parts of an image, of a given number whatever its size. */
public final class AdaptiveAveragePooling2D extends AdaptivePoolLayer<AdaptiveAveragePooling2D> {
    /** @param outputSize number of parts: one for all spatial dimensions, or one each */
    public AdaptiveAveragePooling2D(int... outputSize) {
        super(2, Reduce.Function.MEAN, outputSize);
    }

    static AdaptiveAveragePooling2D fromConfig(LayerConfig config) {
        return new AdaptiveAveragePooling2D(config.ints("output_size", 2)).configure(config);
    }
}
