package dev.markhor.layers;

/** Zeros around a volume: {@code [batch, depth, height, width, channels] -> [batch, depth', height', width', channels]}. */
public final class ZeroPadding3D extends ZeroPaddingLayer<ZeroPadding3D> {
    /** @param padding one number for all sides, or one for each dimension, or start and end of each dimension in turn; 1 if none is given */
    public ZeroPadding3D(int... padding) {
        super(3, padding);
    }

    static ZeroPadding3D fromConfig(LayerConfig config) {
        return new ZeroPadding3D(Borders.read(config, "padding", 3, 1)).configure(config);
    }
}
