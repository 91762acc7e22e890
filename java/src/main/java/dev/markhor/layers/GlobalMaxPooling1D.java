package dev.markhor.layers;

import dev.markhor.ops.Reduce;

/** The largest value over time: {@code [batch, steps, channels] -> [batch, channels]}. */
public final class GlobalMaxPooling1D extends GlobalPoolLayer<GlobalMaxPooling1D> {
    public GlobalMaxPooling1D() {
        super(1, Reduce.Function.MAX);
    }

    static GlobalMaxPooling1D fromConfig(LayerConfig config) {
        return new GlobalMaxPooling1D().configure(config);
    }
}
