package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Layer;
import dev.markhor.tensor.Shape;
import java.util.function.UnaryOperator;

/** An activation as a layer of its own. */
public final class Activation extends BaseLayer<Activation> {
    private final ActivationFunction activation;

    private Activation(ActivationFunction activation) {
        this.activation = activation;
    }

    /** @throws IllegalArgumentException if Keras has no activation of this name */
    public Activation(String name) {
        this(ActivationFunction.named(name));
    }

    public Activation(Layer layer) {
        this(ActivationFunction.of(layer));
    }

    public Activation(UnaryOperator<Value> function) {
        this(ActivationFunction.of("function", function));
    }

    @Override
    protected void build(Shape input) {
        activation.layer().ifPresent(layer -> track("activation", layer));
    }

    @Override
    protected Value call(Value x, CallContext context) {
        return activation.apply(x, context.dialect());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("activation", activation.written(config));
    }

    static Activation fromConfig(LayerConfig config) {
        return new Activation(config.activation("activation"));
    }
}
