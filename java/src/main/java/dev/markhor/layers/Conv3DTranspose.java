package dev.markhor.layers;

/** Transposed convolution over volumes: {@code [batch, depth, height, width, channels] -> [batch, depth', height', width', filters]}. */
public final class Conv3DTranspose extends ConvTransposeLayer<Conv3DTranspose> {
    /** @param kernelSize size of the window: one number for all spatial dimensions, or one each */
    public Conv3DTranspose(int filters, int... kernelSize) {
        super(3, filters, kernelSize);
    }

    static Conv3DTranspose fromConfig(LayerConfig config) {
        return new Conv3DTranspose(config.integer("filters"), config.ints("kernel_size", 3)).configure(config);
    }
}
