package dev.markhor.layers;

/** Convolution over time with a kernel of its own at every step: {@code [batch, steps, channels] -> [batch, steps, filters]}. */
public final class LocallyConnected1D extends LocallyConnectedLayer<LocallyConnected1D> {
    public LocallyConnected1D(int filters, int... kernelSize) {
        super(1, filters, kernelSize);
    }

    static LocallyConnected1D fromConfig(LayerConfig config) {
        return new LocallyConnected1D(config.integer("filters"), config.ints("kernel_size", 1)).configure(config);
    }
}
