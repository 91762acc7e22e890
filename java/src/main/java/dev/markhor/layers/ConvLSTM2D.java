package dev.markhor.layers;

/** Convolutional long short-term memory: {@code [batch, steps, rows, columns, channels] -> [batch, rows, columns, filters]}. */
public final class ConvLSTM2D extends ConvLSTMLayer<ConvLSTM2D> {
    /** @param kernelSize one number for all spatial dimensions, or one each */
    public ConvLSTM2D(int filters, int... kernelSize) {
        super(2, filters, kernelSize);
    }

    static ConvLSTM2D fromConfig(LayerConfig config) {
        return new ConvLSTM2D(config.integer("filters"), config.ints("kernel_size", 2)).configure(config);
    }
}
