package dev.markhor.layers;

import dev.markhor.ops.Reduce;

/** The average of a volume: {@code [batch, depth, height, width, channels] -> [batch, channels]}. */
public final class GlobalAveragePooling3D extends GlobalPoolLayer<GlobalAveragePooling3D> {
    public GlobalAveragePooling3D() {
        super(3, Reduce.Function.MEAN);
    }

    static GlobalAveragePooling3D fromConfig(LayerConfig config) {
        return new GlobalAveragePooling3D().configure(config);
    }
}
