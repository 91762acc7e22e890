package dev.markhor.layers;

/** Convolutional long short-term memory: {@code [batch, steps, depth, rows, columns, channels] -> [batch, depth, rows, columns, filters]}. */
public final class ConvLSTM3D extends ConvLSTMLayer<ConvLSTM3D> {
    /** @param kernelSize one number for all spatial dimensions, or one each */
    public ConvLSTM3D(int filters, int... kernelSize) {
        super(3, filters, kernelSize);
    }

    static ConvLSTM3D fromConfig(LayerConfig config) {
        return new ConvLSTM3D(config.integer("filters"), config.ints("kernel_size", 3)).configure(config);
    }
}
