package dev.markhor.layers.hub;

import dev.markhor.graph.Value;
import dev.markhor.layers.BaseLayer;
import dev.markhor.layers.LayerConfig;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Size;
import dev.markhor.ops.SizedRange;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;

/** Lowers scores of attention, {@code [batch, heads, query, key]}, by how far a key is from the last one, each head by a slope of its own. */
final class AlibiBias extends BaseLayer<AlibiBias> {
    private final double maximum;

    private AlibiBias(double maximum) {
        this.maximum = maximum;
    }

    @Override
    protected Value call(Value scores) {
        if (scores.rank() != 4) {
            throw new IllegalArgumentException("takes scores [batch, heads, query, key], not " + scores);
        }
        int heads = HubOptions.size(scores, 1, "heads");
        float[] slopes = slopes(heads);
        Size first = Size.combine(Size.Function.SUBTRACT, Size.of(1), new Size.Dim(0, 3));
        Value keys = Ops.apply(new SizedRange(first, Size.of(1), Size.of(1), DType.FLOAT32), scores);
        return Ops.add(scores, Ops.multiply(Ops.constant(Tensor.of(slopes, heads, 1, 1)), keys));
    }

    private float[] slopes(int heads) {
        int power = Integer.highestOneBit(heads);
        double start = Math.pow(2, -Math.pow(2, -(log2(power) - log2(maximum))));
        float[] slopes = new float[heads];
        for (int i = 0; i < power; i++) {
            slopes[i] = (float) (start * Math.pow(start, i));
        }
        if (power < heads) { // every other one of twice as many
            double finer = Math.pow(2, -Math.pow(2, -(log2(2 * power) - log2(maximum))));
            for (int i = power; i < heads; i++) {
                slopes[i] = (float) (finer * Math.pow(finer, 2 * (i - power)));
            }
        }
        return slopes;
    }

    private static double log2(double x) {
        return Math.log(x) / Math.log(2);
    }

    static AlibiBias fromConfig(LayerConfig config) {
        return new AlibiBias(config.number("alibi_bias_max", 8));
    }
}
