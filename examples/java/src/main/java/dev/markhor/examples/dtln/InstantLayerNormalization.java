package dev.markhor.examples.dtln;

import dev.markhor.graph.Value;
import dev.markhor.layers.BaseLayer;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;

/** Brings the features of each frame to mean 0 and variance 1, then scales and shifts them: {@code [..., features]}, unchanged in shape. */
public final class InstantLayerNormalization extends BaseLayer<InstantLayerNormalization> {
    private static final double EPSILON = 1e-7;

    private Variable gamma;
    private Variable beta;

    @Override
    protected void build(Shape input) {
        gamma = addWeight("gamma", Shape.of(input.dim(-1)), Initializers.ones());
        beta = addWeight("beta", Shape.of(input.dim(-1)), Initializers.zeros());
    }

    @Override
    protected Value call(Value x) {
        Value centred = Ops.subtract(x, Ops.mean(x, true, -1));
        Value variance = Ops.mean(Ops.square(centred), true, -1);
        Value normal = Ops.multiply(centred, Ops.rsqrt(Ops.add(variance, EPSILON)));
        return Ops.add(Ops.multiply(normal, gamma.value()), beta.value());
    }
}
