package dev.markhor.layers;

/** Long short-term memory: {@code [batch, steps, features] -> [batch, units]}; states h and c. */
public final class LSTM extends UnitRecurrent<LSTM, LSTMCell> {
    public LSTM(int units) {
        super(new LSTMCell(units));
    }

    /**
     * The gates' function; {@code sigmoid} unless set.
     *
     * @throws IllegalArgumentException if Keras has no activation of this name
     */
    public LSTM recurrentActivation(String name) {
        cell().recurrentActivation(name);
        return this;
    }

    /** Whether the forget gate's bias starts as ones; true unless set. */
    public LSTM unitForgetBias(boolean flag) {
        cell().unitForgetBias(flag);
        return this;
    }

    static LSTM fromConfig(LayerConfig config) {
        LSTM layer = new LSTM(config.integer("units"));
        layer.cell().configure(config);
        return layer.configureSequence(config);
    }
}
