package dev.markhor.layers;

import dev.markhor.ops.Reduce;

/** The averages of the parts of a volume, of a given number whatever its size. */
public final class AdaptiveAveragePooling3D extends AdaptivePoolLayer<AdaptiveAveragePooling3D> {
    /** @param outputSize number of parts: one for all spatial dimensions, or one each */
    public AdaptiveAveragePooling3D(int... outputSize) {
        super(3, Reduce.Function.MEAN, outputSize);
    }

    static AdaptiveAveragePooling3D fromConfig(LayerConfig config) {
        return new AdaptiveAveragePooling3D(config.ints("output_size", 3)).configure(config);
    }
}
