package dev.markhor.layers;

/** Depthwise convolution over images: {@code [batch, height, width, channels] -> [batch, height', width', channels * depth_multiplier]}. */
public final class DepthwiseConv2D extends DepthwiseConvLayer<DepthwiseConv2D> {
    /** @param kernelSize size of the window: one number for all spatial dimensions, or one each */
    public DepthwiseConv2D(int... kernelSize) {
        super(2, kernelSize);
    }

    static DepthwiseConv2D fromConfig(LayerConfig config) {
        return new DepthwiseConv2D(config.ints("kernel_size", 2)).configure(config);
    }
}
