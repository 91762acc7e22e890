package dev.markhor.layers;

import dev.markhor.ops.Reduce;

/** The largest value of a volume: {@code [batch, depth, height, width, channels] -> [batch, channels]}. */
public final class GlobalMaxPooling3D extends GlobalPoolLayer<GlobalMaxPooling3D> {
    public GlobalMaxPooling3D() {
        super(3, Reduce.Function.MAX);
    }

    static GlobalMaxPooling3D fromConfig(LayerConfig config) {
        return new GlobalMaxPooling3D().configure(config);
    }
}
