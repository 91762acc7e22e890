package dev.markhor.layers;

/** Gated recurrent unit: {@code [batch, steps, features] -> [batch, units]}; one state. */
public final class GRU extends UnitRecurrent<GRU, GRUCell> {
    public GRU(int units) {
        super(new GRUCell(units));
    }

    /**
     * The gates' function; {@code sigmoid} unless set.
     *
     * @throws IllegalArgumentException if Keras has no activation of this name
     */
    public GRU recurrentActivation(String name) {
        cell().recurrentActivation(name);
        return this;
    }

    /** Whether the reset gate is applied after the product with the recurrent kernel; true unless set. */
    public GRU resetAfter(boolean flag) {
        cell().resetAfter(flag);
        return this;
    }

    static GRU fromConfig(LayerConfig config) {
        GRU layer = new GRU(config.integer("units"));
        layer.cell().configure(config);
        return layer.configureSequence(config);
    }
}
