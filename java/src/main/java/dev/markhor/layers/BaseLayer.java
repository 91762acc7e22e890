package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.model.Structure;
import dev.markhor.tensor.DType;

/**
 * What Keras' own layers have in common: fluent options that every layer has, and a {@code call} of one value.
 *
 * @param <T> the layer's own class, which the options return
 */
public abstract class BaseLayer<T extends BaseLayer<T>> extends Layer {
    protected BaseLayer() {}

    /** Sets the name, which must be unique within its model. */
    public final T name(String name) {
        setName(name);
        return self();
    }

    /** Whether Keras would train it; true unless set. Matters only for the order in which files list weights. */
    public final T trainable(boolean trainable) {
        setTrainable(trainable);
        return self();
    }

    /** Type of variables and computation; float32 unless set. */
    public final T dtype(DType type) {
        setDType(type);
        return self();
    }

    /** Computes the output for one input. The default calls {@link #call(Value)}. */
    protected Value call(Value x, CallContext context) {
        return call(x);
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        return Structure.of(call(inputs.single(), context));
    }

    @SuppressWarnings("unchecked")
    final T self() {
        return (T) this;
    }
}
