package dev.markhor.layers;

/** Transposed convolution over images: {@code [batch, height, width, channels] -> [batch, height', width', filters]}. */
public final class Conv2DTranspose extends ConvTransposeLayer<Conv2DTranspose> {
    /** @param kernelSize size of the window: one number for all spatial dimensions, or one each */
    public Conv2DTranspose(int filters, int... kernelSize) {
        super(2, filters, kernelSize);
    }

    static Conv2DTranspose fromConfig(LayerConfig config) {
        return new Conv2DTranspose(config.integer("filters"), config.ints("kernel_size", 2)).configure(config);
    }
}
