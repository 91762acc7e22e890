package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;

/** Attention by scores {@code sum(scale · tanh(query + key))}; see {@link DenseAttention} for how it is called. */
public final class AdditiveAttention extends DenseAttention<AdditiveAttention> {
    private boolean useScale = true;
    private Variable scale;

    public AdditiveAttention() {}

    /** Whether a learned vector scales the features; true unless set. */
    public AdditiveAttention useScale(boolean flag) {
        useScale = flag;
        return this;
    }

    @Override
    void build(Shape query, Shape value) {
        if (useScale) {
            scale = addWeight("scale", Shape.of(value.dim(-1)), Initializers.glorotUniform());
        }
    }

    @Override
    Value scores(Value query, Value key) {
        Value features = Ops.tanh(Ops.add(Ops.expandDims(query, -2), Ops.expandDims(key, -3)));
        return useScale ? Ops.einsum("...d,d->...", features, scale.value()) : Ops.sum(features, false, -1);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.put("use_scale", useScale);
    }

    static AdditiveAttention fromConfig(LayerConfig config) {
        return new AdditiveAttention().configureAttention(config).useScale(config.bool("use_scale", true));
    }
}
