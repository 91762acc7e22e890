package dev.markhor.layers;

/** Convolutional long short-term memory: {@code [batch, steps, size, channels] -> [batch, size, filters]}. */
public final class ConvLSTM1D extends ConvLSTMLayer<ConvLSTM1D> {
    /** @param kernelSize one number for all spatial dimensions, or one each */
    public ConvLSTM1D(int filters, int... kernelSize) {
        super(1, filters, kernelSize);
    }

    static ConvLSTM1D fromConfig(LayerConfig config) {
        return new ConvLSTM1D(config.integer("filters"), config.ints("kernel_size", 1)).configure(config);
    }
}
