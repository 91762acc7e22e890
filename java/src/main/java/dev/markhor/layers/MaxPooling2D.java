package dev.markhor.layers;

/** The largest value of each window of an image: {@code [batch, height, width, channels] -> [batch, height', width', channels]}. */
public final class MaxPooling2D extends PoolLayer<MaxPooling2D> {
    /** @param poolSize size of the window: one number for all spatial dimensions, or one each; 2 if none is given */
    public MaxPooling2D(int... poolSize) {
        super(2, false, poolSize);
    }

    static MaxPooling2D fromConfig(LayerConfig config) {
        return new MaxPooling2D(config.ints("pool_size", 2, 2)).configure(config);
    }
}
