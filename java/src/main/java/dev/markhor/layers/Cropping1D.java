package dev.markhor.layers;

/** Cuts steps at both ends: {@code [batch, steps, channels] -> [batch, steps', channels]}. */
public final class Cropping1D extends CroppingLayer<Cropping1D> {
    /** @param cropping one number for both ends, or start and end */
    public Cropping1D(int... cropping) {
        super(1, cropping);
    }

    static Cropping1D fromConfig(LayerConfig config) {
        return new Cropping1D(Borders.read(config, "cropping", 1, 1)).configure(config);
    }
}
