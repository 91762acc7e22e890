package dev.markhor.examples.textgenrnn;

import dev.markhor.graph.Value;
import dev.markhor.layers.BaseLayer;
import dev.markhor.layers.LayerConfig;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.List;

/** An average over the steps in which each weighs as much as the layer finds it worth: {@code [batch, steps, features] -> [batch, features]}. */
public final class AttentionWeightedAverage extends BaseLayer<AttentionWeightedAverage> {
    private final boolean returnAttention;
    private Variable kernel;

    /** @param returnAttention whether the weights {@code [batch, steps]} are given too */
    public AttentionWeightedAverage(boolean returnAttention) {
        this.returnAttention = returnAttention;
    }

    /** From its configuration in a file. */
    public static AttentionWeightedAverage fromConfig(LayerConfig config) {
        return new AttentionWeightedAverage(config.bool("return_attention", false));
    }

    @Override
    protected void build(Shape input) {
        kernel = addWeight("W", Shape.of(input.dim(-1), 1), Initializers.randomUniform(-0.05, 0.05, null));
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value x = inputs.single();
        Value logits = Ops.squeeze(Ops.matmul(x, kernel.value()), -1); // [batch, steps]
        Value worth = Ops.exp(Ops.subtract(logits, Ops.max(logits, true, 1)));
        if (context.mask().isPresent()) {
            worth = Ops.multiply(worth, Ops.cast(context.mask().get(), worth.dtype()));
        }
        Value weights = Ops.divide(worth, Ops.add(Ops.sum(worth, true, 1), 1e-7));
        Value average = Ops.sum(Ops.multiply(x, Ops.expandDims(weights, -1)), false, 1);
        return returnAttention ? Structure.list(List.of(average, weights)) : Structure.of(average);
    }
}
