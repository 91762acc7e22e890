package dev.markhor.layers;

/** Separable convolution over images: {@code [batch, height, width, channels] -> [batch, height', width', filters]}. */
public final class SeparableConv2D extends SeparableConvLayer<SeparableConv2D> {
    /** @param kernelSize size of the window: one number for all spatial dimensions, or one each */
    public SeparableConv2D(int filters, int... kernelSize) {
        super(2, filters, kernelSize);
    }

    static SeparableConv2D fromConfig(LayerConfig config) {
        return new SeparableConv2D(config.integer("filters"), config.ints("kernel_size", 2)).configure(config);
    }
}
