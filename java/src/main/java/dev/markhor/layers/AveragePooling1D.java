package dev.markhor.layers;

/** The average of each window of steps: {@code [batch, steps, channels] -> [batch, steps', channels]}. */
public final class AveragePooling1D extends PoolLayer<AveragePooling1D> {
    /** @param poolSize size of the window: one number for all spatial dimensions, or one each; 2 if none is given */
    public AveragePooling1D(int... poolSize) {
        super(1, true, poolSize);
    }

    static AveragePooling1D fromConfig(LayerConfig config) {
        return new AveragePooling1D(config.ints("pool_size", 1, 2)).configure(config);
    }
}
