package dev.markhor.layers;

/** The average of each window of an image: {@code [batch, height, width, channels] -> [batch, height', width', channels]}. */
public final class AveragePooling2D extends PoolLayer<AveragePooling2D> {
    /** @param poolSize size of the window: one number for all spatial dimensions, or one each; 2 if none is given */
    public AveragePooling2D(int... poolSize) {
        super(2, true, poolSize);
    }

    static AveragePooling2D fromConfig(LayerConfig config) {
        return new AveragePooling2D(config.ints("pool_size", 2, 2)).configure(config);
    }
}
