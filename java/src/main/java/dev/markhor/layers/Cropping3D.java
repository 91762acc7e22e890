package dev.markhor.layers;

/** Cuts the borders of a volume: {@code [batch, depth, height, width, channels] -> [batch, depth', height', width', channels]}. */
public final class Cropping3D extends CroppingLayer<Cropping3D> {
    /** @param cropping one number for all sides, or one for each dimension, or start and end of each dimension in turn */
    public Cropping3D(int... cropping) {
        super(3, cropping);
    }

    static Cropping3D fromConfig(LayerConfig config) {
        return new Cropping3D(Borders.read(config, "cropping", 3, 1)).configure(config);
    }
}
