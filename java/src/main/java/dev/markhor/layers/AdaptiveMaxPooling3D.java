package dev.markhor.layers;

import dev.markhor.ops.Reduce;

/** The largest values of the parts of a volume, of a given number whatever its size. */
public final class AdaptiveMaxPooling3D extends AdaptivePoolLayer<AdaptiveMaxPooling3D> {
    /** @param outputSize number of parts: one for all spatial dimensions, or one each */
    public AdaptiveMaxPooling3D(int... outputSize) {
        super(3, Reduce.Function.MAX, outputSize);
    }

    static AdaptiveMaxPooling3D fromConfig(LayerConfig config) {
        return new AdaptiveMaxPooling3D(config.ints("output_size", 3)).configure(config);
    }
}
