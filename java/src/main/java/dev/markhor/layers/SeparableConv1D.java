package dev.markhor.layers;

/** Separable convolution over time: {@code [batch, steps, channels] -> [batch, steps', filters]}. */
public final class SeparableConv1D extends SeparableConvLayer<SeparableConv1D> {
    /** @param kernelSize size of the window: one number for all spatial dimensions, or one each */
    public SeparableConv1D(int filters, int... kernelSize) {
        super(1, filters, kernelSize);
    }

    static SeparableConv1D fromConfig(LayerConfig config) {
        return new SeparableConv1D(config.integer("filters"), config.ints("kernel_size", 1)).configure(config);
    }
}
