package dev.markhor.layers;

import dev.markhor.graph.Value;

/**
 * Layers that do something in training only.
 *
 * @param <T> the layer's own class
 */
public abstract class InertLayer<T extends InertLayer<T>> extends BaseLayer<T> {
    InertLayer() {}

    @Override
    protected final Value call(Value x) {
        return x;
    }

    @Override
    protected final boolean supportsMasking() {
        return true;
    }
}
