package dev.markhor.layers;

/** Depthwise convolution over time: {@code [batch, steps, channels] -> [batch, steps', channels * depth_multiplier]}. */
public final class DepthwiseConv1D extends DepthwiseConvLayer<DepthwiseConv1D> {
    /** @param kernelSize size of the window: one number for all spatial dimensions, or one each */
    public DepthwiseConv1D(int... kernelSize) {
        super(1, kernelSize);
    }

    static DepthwiseConv1D fromConfig(LayerConfig config) {
        return new DepthwiseConv1D(config.ints("kernel_size", 1)).configure(config);
    }
}
