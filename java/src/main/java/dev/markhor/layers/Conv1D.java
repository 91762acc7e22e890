package dev.markhor.layers;

/** Convolution over time: {@code [batch, steps, channels] -> [batch, steps', filters]}. */
public final class Conv1D extends ConvLayer<Conv1D> {
    /** @param kernelSize size of the window: one number for all spatial dimensions, or one each */
    public Conv1D(int filters, int... kernelSize) {
        super(1, filters, kernelSize);
    }

    static Conv1D fromConfig(LayerConfig config) {
        return new Conv1D(config.integer("filters"), config.ints("kernel_size", 1)).configure(config);
    }
}
