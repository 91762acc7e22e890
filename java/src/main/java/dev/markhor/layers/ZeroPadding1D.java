package dev.markhor.layers;

/** Zeros before and after the steps: {@code [batch, steps, channels] -> [batch, steps', channels]}. */
public final class ZeroPadding1D extends ZeroPaddingLayer<ZeroPadding1D> {
    /** @param padding one number for both ends, or start and end; 1 if none is given */
    public ZeroPadding1D(int... padding) {
        super(1, padding);
    }

    static ZeroPadding1D fromConfig(LayerConfig config) {
        return new ZeroPadding1D(Borders.read(config, "padding", 1, 1)).configure(config);
    }
}
