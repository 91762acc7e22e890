package dev.markhor.layers;

import dev.markhor.model.ConfigOutput;

/** Drops whole branches in training; gives its input back here. {@code keras.applications.convnext} has it. */
public final class StochasticDepth extends InertLayer<StochasticDepth> {
    private final double dropPathRate;

    public StochasticDepth() {
        this(0);
    }

    public StochasticDepth(double dropPathRate) {
        this.dropPathRate = Options.fraction("drop_path_rate", dropPathRate);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.in("keras.src.applications.convnext", "StochasticDepth").put("drop_path_rate", dropPathRate);
    }

    static StochasticDepth fromConfig(LayerConfig config) {
        return new StochasticDepth(config.number("drop_path_rate", 0));
    }
}
