package dev.markhor.layers;

import dev.markhor.ops.Reduce;

/** The largest value of an image: {@code [batch, height, width, channels] -> [batch, channels]}. */
public final class GlobalMaxPooling2D extends GlobalPoolLayer<GlobalMaxPooling2D> {
    public GlobalMaxPooling2D() {
        super(2, Reduce.Function.MAX);
    }

    static GlobalMaxPooling2D fromConfig(LayerConfig config) {
        return new GlobalMaxPooling2D().configure(config);
    }
}
