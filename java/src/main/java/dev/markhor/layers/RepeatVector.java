package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;

/** {@code [batch, features] -> [batch, n, features]}. */
public final class RepeatVector extends BaseLayer<RepeatVector> {
    private final int n;

    public RepeatVector(int n) {
        this.n = Options.positive("n", n);
    }

    @Override
    protected Value call(Value x) {
        if (x.rank() != 2) {
            throw new IllegalArgumentException("needs an input of rank 2, got " + x.shape());
        }
        return Ops.tile(Ops.expandDims(x, 1), 1, n, 1);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("n", n);
    }

    static RepeatVector fromConfig(LayerConfig config) {
        return new RepeatVector(config.integer("n"));
    }
}
