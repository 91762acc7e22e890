package dev.markhor.layers.hub;

import dev.markhor.graph.Value;
import dev.markhor.layers.ActivationFunction;
import dev.markhor.layers.BaseLayer;
import dev.markhor.layers.Dense;
import dev.markhor.layers.LayerConfig;
import dev.markhor.layers.LayerNormalization;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.ops.TakeAlongAxis;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.function.UnaryOperator;

/**
 * Scores of all words at some positions: {@code [batch, steps, features]} and positions {@code [batch, masks]} to {@code [batch, masks,
 * words]}. A head that shares the weights of an embedding outside of it is refused: Keras' file holds these as weights of its own.
 */
final class MaskedLMHead extends BaseLayer<MaskedLMHead> {
    private final int words;
    private final ActivationFunction intermediateActivation;
    private final ActivationFunction activation;
    private final double epsilon;
    private final Initializer kernelInitializer;
    private final Initializer biasInitializer;
    private Dense intermediate;
    private LayerNormalization norm;
    private Variable kernel;
    private Variable bias;

    private MaskedLMHead(LayerConfig config) {
        words = HubOptions.positive("vocabulary_size", config.integer("vocabulary_size"));
        intermediateActivation = config.has("intermediate_activation")
                ? config.activation("intermediate_activation")
                : ActivationFunction.named("relu");
        activation = config.activation("activation");
        epsilon = config.number("layer_norm_epsilon", 1e-5);
        kernelInitializer = config.initializer("kernel_initializer", Initializers.glorotUniform());
        biasInitializer = config.initializer("bias_initializer", Initializers.zeros());
    }

    @Override
    protected void build(Inputs inputs) {
        Value x = HubOptions.first(inputs, "inputs");
        int features = HubOptions.size(x, x.rank() - 1, "features");
        intermediate = new Dense(features)
                .kernelInitializer(kernelInitializer)
                .biasInitializer(biasInitializer)
                .name("intermediate_dense")
                .dtype(dtype());
        norm = new LayerNormalization()
                .epsilon(epsilon)
                .name("intermediate_layer_norm")
                .dtype(dtype());
        track("_intermediate_dense", intermediate);
        track("_intermediate_layer_norm", norm);
        kernel = addWeight("output_kernel", Shape.of(features, words), kernelInitializer);
        bias = addWeight("output_bias", Shape.of(words), biasInitializer);
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value positions = inputs.value(1, "mask_positions")
                .orElseThrow(() -> new IllegalArgumentException("the argument 'mask_positions' is missing"));
        boolean index = positions.dtype() == DType.INT32 || positions.dtype() == DType.INT64;
        Value indices = Ops.expandDims(index ? positions : Ops.cast(positions, DType.INT32), -1);
        Value chosen = Ops.apply(new TakeAlongAxis(1), HubOptions.first(inputs, "inputs"), indices);
        UnaryOperator<Value> inner = x -> intermediateActivation.apply(x, context.dialect());
        Value x = norm.apply(inner.apply(intermediate.apply(chosen)));
        Value scores = Ops.add(Ops.matmul(x, kernel.value()), bias.value());
        return Structure.of(activation.apply(scores, context.dialect()));
    }

    @Override
    protected boolean autocast() {
        return false;
    }

    static MaskedLMHead fromConfig(LayerConfig config) {
        if (config.has("token_embedding")) {
            throw config.unsupported(
                    "shares the weights of a 'token_embedding', which is not supported; register a layer in its place");
        }
        return new MaskedLMHead(config);
    }
}
