package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;

/** Gives its input back, whatever its structure. */
public final class Identity extends BaseLayer<Identity> {
    public Identity() {}

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        return inputs.first();
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    static Identity fromConfig(LayerConfig config) {
        return new Identity();
    }
}
