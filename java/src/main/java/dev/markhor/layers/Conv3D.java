package dev.markhor.layers;

/** Convolution over volumes: {@code [batch, depth, height, width, channels] -> [batch, depth', height', width', filters]}. */
public final class Conv3D extends ConvLayer<Conv3D> {
    /** @param kernelSize size of the window: one number for all spatial dimensions, or one each */
    public Conv3D(int filters, int... kernelSize) {
        super(3, filters, kernelSize);
    }

    static Conv3D fromConfig(LayerConfig config) {
        return new Conv3D(config.integer("filters"), config.ints("kernel_size", 3)).configure(config);
    }
}
