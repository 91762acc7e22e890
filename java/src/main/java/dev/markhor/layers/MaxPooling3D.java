package dev.markhor.layers;

/** The largest value of each window of a volume: {@code [batch, depth, height, width, channels] -> [batch, depth', height', width', channels]}. */
public final class MaxPooling3D extends PoolLayer<MaxPooling3D> {
    /** @param poolSize size of the window: one number for all spatial dimensions, or one each; 2 if none is given */
    public MaxPooling3D(int... poolSize) {
        super(3, false, poolSize);
    }

    static MaxPooling3D fromConfig(LayerConfig config) {
        return new MaxPooling3D(config.ints("pool_size", 3, 2)).configure(config);
    }
}
