package dev.markhor.layers;

/** The largest value of each window of steps: {@code [batch, steps, channels] -> [batch, steps', channels]}. */
public final class MaxPooling1D extends PoolLayer<MaxPooling1D> {
    /** @param poolSize size of the window: one number for all spatial dimensions, or one each; 2 if none is given */
    public MaxPooling1D(int... poolSize) {
        super(1, false, poolSize);
    }

    static MaxPooling1D fromConfig(LayerConfig config) {
        return new MaxPooling1D(config.ints("pool_size", 1, 2)).configure(config);
    }
}
