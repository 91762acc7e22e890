package dev.markhor.layers;

/** {@code h' = activation(x · kernel + h · recurrent_kernel + bias)}: {@code [batch, steps, features] -> [batch, units]}; one state. */
public final class SimpleRNN extends UnitRecurrent<SimpleRNN, SimpleRNNCell> {
    public SimpleRNN(int units) {
        super(new SimpleRNNCell(units));
    }

    static SimpleRNN fromConfig(LayerConfig config) {
        SimpleRNN layer = new SimpleRNN(config.integer("units"));
        layer.cell().configureUnits(config);
        return layer.configureSequence(config);
    }
}
