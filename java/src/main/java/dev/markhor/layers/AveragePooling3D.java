package dev.markhor.layers;

/** The average of each window of a volume: {@code [batch, depth, height, width, channels] -> [batch, depth', height', width', channels]}. */
public final class AveragePooling3D extends PoolLayer<AveragePooling3D> {
    /** @param poolSize size of the window: one number for all spatial dimensions, or one each; 2 if none is given */
    public AveragePooling3D(int... poolSize) {
        super(3, true, poolSize);
    }

    static AveragePooling3D fromConfig(LayerConfig config) {
        return new AveragePooling3D(config.ints("pool_size", 3, 2)).configure(config);
    }
}
