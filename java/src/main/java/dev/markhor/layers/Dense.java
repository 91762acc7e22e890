package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Variable;

/** {@code activation(x · kernel + bias)} over the last dimension: {@code [batch, ..., in] -> [batch, ..., units]}. */
public final class Dense extends KernelLayer<Dense> {
    private final int units;
    private Variable kernel;

    public Dense(int units) {
        this.units = Options.positive("units", units);
    }

    @Override
    protected void build(Shape input) {
        if (input.rank() < 2 || input.isFree(-1)) {
            throw new IllegalArgumentException(
                    "needs an input of rank 2 or more with a known last dimension, got " + input);
        }
        kernel = addKernel("kernel", Shape.of(input.dim(-1), units));
        addBias(units);
    }

    @Override
    protected Value call(Value x, CallContext context) {
        return activated(biased(Ops.matmul(Ops.cast(x, dtype()), kernel.value())), context);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    static Dense fromConfig(LayerConfig config) {
        return new Dense(config.integer("units")).configureKernel(config, "kernel_initializer");
    }
}
