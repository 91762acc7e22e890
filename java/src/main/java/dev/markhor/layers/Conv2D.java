package dev.markhor.layers;

/** Convolution over images: {@code [batch, height, width, channels] -> [batch, height', width', filters]}. */
public final class Conv2D extends ConvLayer<Conv2D> {
    /** @param kernelSize size of the window: one number for all spatial dimensions, or one each */
    public Conv2D(int filters, int... kernelSize) {
        super(2, filters, kernelSize);
    }

    static Conv2D fromConfig(LayerConfig config) {
        return new Conv2D(config.integer("filters"), config.ints("kernel_size", 2)).configure(config);
    }
}
