package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import java.util.Optional;

/** Gives its input back, whatever its structure. */
public final class Identity extends BaseLayer<Identity> {
    public Identity() {}

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        return inputs.first();
    }

    @Override
    protected Optional<Value> computeMask(Inputs inputs, CallContext context) {
        return Masks.kept(context);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {}

    static Identity fromConfig(LayerConfig config) {
        return new Identity();
    }
}
