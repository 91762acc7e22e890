package dev.markhor.layers;

/** Convolution with a kernel of its own at every place: {@code [batch, rows, columns, channels] -> [batch, rows, columns, filters]}. */
public final class LocallyConnected2D extends LocallyConnectedLayer<LocallyConnected2D> {
    public LocallyConnected2D(int filters, int... kernelSize) {
        super(2, filters, kernelSize);
    }

    static LocallyConnected2D fromConfig(LayerConfig config) {
        return new LocallyConnected2D(config.integer("filters"), config.ints("kernel_size", 2)).configure(config);
    }
}
