package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Layer;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * Layers with a kernel, a bias and an activation.
 *
 * @param <T> the layer's own class
 */
public abstract class KernelLayer<T extends KernelLayer<T>> extends BaseLayer<T> {
    private ActivationFunction activation = ActivationFunction.LINEAR;
    private boolean useBias = true;
    private Initializer kernelInitializer = Initializers.glorotUniform();
    private Initializer biasInitializer = Initializers.zeros();
    private Variable bias;

    protected KernelLayer() {}

    /** @throws IllegalArgumentException if Keras has no activation of this name */
    public final T activation(String name) {
        return activation(ActivationFunction.named(name));
    }

    /** A layer as activation, such as {@link PReLU}; its weights become part of this layer's. */
    public final T activation(Layer layer) {
        return activation(ActivationFunction.of(layer));
    }

    public final T activation(UnaryOperator<Value> function) {
        return activation(ActivationFunction.of("function", function));
    }

    final T activation(ActivationFunction chosen) {
        activation = chosen;
        return self();
    }

    /** Whether a bias is added; true unless set. */
    public final T useBias(boolean flag) {
        useBias = flag;
        return self();
    }

    /** {@code glorot_uniform} unless set. */
    public final T kernelInitializer(Initializer initializer) {
        kernelInitializer = initializer;
        return self();
    }

    /** Zeros unless set. */
    public final T biasInitializer(Initializer initializer) {
        biasInitializer = initializer;
        return self();
    }

    /** Reads the options above. */
    final T configureKernel(LayerConfig config, String kernelInitializerKey) {
        activation(config.activation("activation"));
        useBias(config.bool("use_bias", true));
        kernelInitializer(config.initializer(kernelInitializerKey, kernelInitializer));
        return biasInitializer(config.initializer("bias_initializer", biasInitializer));
    }

    /** Writes them, but for initializers. */
    final void writeKernel(ConfigOutput config) {
        config.put("activation", activation.written(config)).put("use_bias", useBias);
    }

    final boolean usesBias() {
        return useBias;
    }

    final Variable addKernel(String name, Shape shape) {
        return addWeight(name, shape, kernelInitializer);
    }

    /** Creates the bias if there is one, and takes in a layer that serves as activation. */
    final void addBias(long size) {
        addBias(Optional.of(Shape.of(size)));
    }

    /** As above, with a bias of several dimensions; empty: none. */
    final void addBias(Optional<Shape> shape) {
        if (useBias && shape.isPresent()) {
            bias = addWeight("bias", shape.get(), biasInitializer);
        }
        activation.layer().ifPresent(layer -> track("activation", layer));
    }

    /** Adds the bias over the last dimensions. */
    final Value biased(Value y) {
        return bias == null ? y : Ops.add(y, bias.value());
    }

    /** The bias, if there is one. */
    final Optional<Value> bias() {
        return Optional.ofNullable(bias).map(Variable::value);
    }

    /** Whether the activation works element by element, so that the order of axes does not matter to it. */
    final boolean activationIsElementwise() {
        return activation.isElementwise();
    }

    final Value activated(Value y, CallContext context) {
        return activation.apply(y, context.dialect());
    }
}
