package dev.markhor.layers;

/** Drops whole branches in training; gives its input back here. {@code keras.applications.convnext} has it. */
public final class StochasticDepth extends InertLayer<StochasticDepth> {
    public StochasticDepth() {}

    static StochasticDepth fromConfig(LayerConfig config) {
        return new StochasticDepth();
    }
}
