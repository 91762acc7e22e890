package dev.markhor.model;

import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import java.util.List;
import java.util.Map;

/** Keras' InputLayer: where a functional or sequential model's input enters. Made by {@link Input}. */
public final class InputLayer extends Layer {
    private final Spec spec;
    private final Value value;

    /** @param spec with the batch dimension */
    InputLayer(Spec spec) {
        this.spec = spec;
        setDType(spec.dtype());
        markBuilt();
        Structure<Value> placeholder = Structure.of(Placeholder.create(spec));
        this.value = new LayerCall(this, Inputs.of(List.of(), Map.of()), placeholder)
                .outputs()
                .single();
    }

    /** Type and shape with the batch dimension. */
    public Spec spec() {
        return spec;
    }

    /** The symbolic value that stands for the input. */
    public Value value() {
        return value;
    }

    InputLayer named(String name) {
        setName(name);
        return this;
    }

    /** Between other layers, where files of Keras 2 may have one, it changes nothing. */
    @Override
    protected Value call(Value x) {
        return x;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.without("trainable")
                .put("dtype", spec.dtype())
                .putSizes("batch_shape", spec.shape().dims())
                .put("sparse", false);
    }

    @Override
    protected boolean autocast() {
        return false;
    }
}
