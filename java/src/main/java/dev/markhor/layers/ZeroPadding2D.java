package dev.markhor.layers;

/** Zeros around an image: {@code [batch, height, width, channels] -> [batch, height', width', channels]}. */
public final class ZeroPadding2D extends ZeroPaddingLayer<ZeroPadding2D> {
    /** @param padding one number for all sides, or one for each dimension, or start and end of each dimension in turn; 1 if none is given */
    public ZeroPadding2D(int... padding) {
        super(2, padding);
    }

    static ZeroPadding2D fromConfig(LayerConfig config) {
        return new ZeroPadding2D(Borders.read(config, "padding", 2, 1)).configure(config);
    }
}
