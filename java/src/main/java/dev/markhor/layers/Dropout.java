package dev.markhor.layers;

/** Sets elements to zero in training. Gives its input back: training is no business of Markhor. */
public final class Dropout extends InertLayer<Dropout> {
    /** @throws IllegalArgumentException if the rate is not from 0 to 1 */
    public Dropout(double rate) {
        Options.fraction("rate", rate);
    }

    static Dropout fromConfig(LayerConfig config) {
        return new Dropout(config.number("rate"));
    }
}
