package dev.markhor.layers;

/** Cuts the borders of an image: {@code [batch, height, width, channels] -> [batch, height', width', channels]}. */
public final class Cropping2D extends CroppingLayer<Cropping2D> {
    /** @param cropping one number for all sides, or one for each dimension, or start and end of each dimension in turn */
    public Cropping2D(int... cropping) {
        super(2, cropping);
    }

    static Cropping2D fromConfig(LayerConfig config) {
        return new Cropping2D(Borders.read(config, "cropping", 2, 0)).configure(config);
    }
}
