package dev.markhor.layers;

/** Transposed convolution over time: {@code [batch, steps, channels] -> [batch, steps', filters]}. */
public final class Conv1DTranspose extends ConvTransposeLayer<Conv1DTranspose> {
    /** @param kernelSize size of the window: one number for all spatial dimensions, or one each */
    public Conv1DTranspose(int filters, int... kernelSize) {
        super(1, filters, kernelSize);
    }

    static Conv1DTranspose fromConfig(LayerConfig config) {
        return new Conv1DTranspose(config.integer("filters"), config.ints("kernel_size", 1)).configure(config);
    }
}
