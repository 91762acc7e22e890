package dev.markhor.layers;

import dev.markhor.model.ConfigOutput;
import java.util.List;

/** Any cell, or several, over a sequence. */
public final class RNN extends RecurrentLayer<RNN> {
    private final RecurrentCell<?> cell;

    public RNN(RecurrentCell<?> cell) {
        super(cell);
        this.cell = cell;
    }

    /** Cells one after the other, see {@link StackedRNNCells}. */
    public RNN(List<? extends RecurrentCell<?>> cells) {
        this(new StackedRNNCells(cells));
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.put("cell", cell);
    }

    static RNN fromConfig(LayerConfig config) {
        return new RNN(cell(config, config.layer("cell"))).configureSequence(config);
    }
}
