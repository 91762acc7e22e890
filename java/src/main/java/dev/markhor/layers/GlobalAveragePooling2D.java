package dev.markhor.layers;

import dev.markhor.ops.Reduce;

/** The average of an image: {@code [batch, height, width, channels] -> [batch, channels]}. */
public final class GlobalAveragePooling2D extends GlobalPoolLayer<GlobalAveragePooling2D> {
    public GlobalAveragePooling2D() {
        super(2, Reduce.Function.MEAN);
    }

    static GlobalAveragePooling2D fromConfig(LayerConfig config) {
        return new GlobalAveragePooling2D().configure(config);
    }
}
