package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import java.util.Optional;

/** {@code activation(x · kernel + bias)} over the last dimension: {@code [batch, ..., in] -> [batch, ..., units]}. */
public final class Dense extends ProductLayer<Dense> {
    private final int units;

    public Dense(int units) {
        this.units = Options.positive("units", units);
    }

    @Override
    protected void build(Shape input) {
        if (input.rank() < 2 || input.isFree(-1)) {
            throw new IllegalArgumentException(
                    "needs an input of rank 2 or more with a known last dimension, got " + input);
        }
        buildProduct(ProductForm.dense(input.rank(), Shape.of(input.dim(-1), units)), Optional.of(Shape.of(units)));
    }

    @Override
    protected Value call(Value x, CallContext context) {
        return activated(multiplied(Ops.cast(x, dtype())), context);
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.put("units", units);
    }

    static Dense fromConfig(LayerConfig config) {
        return new Dense(config.integer("units")).configureProduct(config);
    }
}
