package dev.markhor.layers;

import dev.markhor.ops.Reduce;

/** The largest values of the parts of an image, of a given number whatever its size. */
public final class AdaptiveMaxPooling2D extends AdaptivePoolLayer<AdaptiveMaxPooling2D> {
    /** @param outputSize number of parts: one for all spatial dimensions, or one each */
    public AdaptiveMaxPooling2D(int... outputSize) {
        super(2, Reduce.Function.MAX, outputSize);
    }

    static AdaptiveMaxPooling2D fromConfig(LayerConfig config) {
        return new AdaptiveMaxPooling2D(config.ints("output_size", 2)).configure(config);
    }
}
