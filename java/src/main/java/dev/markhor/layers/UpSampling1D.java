package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;

/** Repeats each step: {@code [batch, steps, channels] -> [batch, steps * size, channels]}. */
public final class UpSampling1D extends BaseLayer<UpSampling1D> {
    private final int size;

    public UpSampling1D(int size) {
        this.size = Options.positive("size", size);
    }

    @Override
    protected Value call(Value x) {
        if (x.rank() != 3) {
            throw new IllegalArgumentException("needs an input of rank 3, got " + x.shape());
        }
        return Ops.repeat(x, size, 1);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("size", size);
    }

    static UpSampling1D fromConfig(LayerConfig config) {
        return new UpSampling1D(config.ints("size", 1, 2)[0]);
    }
}
