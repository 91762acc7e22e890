package dev.markhor.layers;

import java.util.List;

/** Any cell, or several, over a sequence. */
public final class RNN extends RecurrentLayer<RNN> {
    public RNN(RecurrentCell<?> cell) {
        super(cell);
    }

    /** Cells one after the other, see {@link StackedRNNCells}. */
    public RNN(List<? extends RecurrentCell<?>> cells) {
        this(new StackedRNNCells(cells));
    }

    static RNN fromConfig(LayerConfig config) {
        return new RNN(cell(config, config.layer("cell"))).configureSequence(config);
    }
}
