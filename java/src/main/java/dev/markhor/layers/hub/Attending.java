package dev.markhor.layers.hub;

import dev.markhor.graph.Value;
import dev.markhor.layers.ActivationFunction;
import dev.markhor.layers.BaseLayer;
import dev.markhor.layers.Dense;
import dev.markhor.layers.LayerConfig;
import dev.markhor.layers.LayerNormalization;
import dev.markhor.layers.MultiHeadAttention;
import dev.markhor.model.CallContext;
import dev.markhor.model.Dialect;
import dev.markhor.model.Inputs;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * What the layers of an encoder and of a decoder have in common: options, attention and two dense layers, each of them added to what it
 * takes, with a normalisation before it or behind the sum.
 */
abstract class Attending<T extends Attending<T>> extends BaseLayer<T> {
    private final int intermediateDim;
    private final int numHeads;
    private final double dropout;
    private final ActivationFunction activation;
    private final double epsilon;
    private final boolean normalizeFirst;
    private final Initializer kernelInitializer;
    private final Initializer biasInitializer;
    private LayerNormalization feedforwardNorm;
    private Dense intermediate;
    private Dense output;
    private Dialect called = Dialect.KERAS3;

    Attending(LayerConfig config) {
        intermediateDim = HubOptions.positive("intermediate_dim", config.integer("intermediate_dim"));
        numHeads = HubOptions.positive("num_heads", config.integer("num_heads"));
        dropout = config.number("dropout", 0);
        activation = config.has("activation") ? config.activation("activation") : ActivationFunction.named("relu");
        epsilon = config.number("layer_norm_epsilon", 1e-5);
        normalizeFirst = config.bool("normalize_first", false);
        kernelInitializer = config.initializer("kernel_initializer", Initializers.glorotUniform());
        biasInitializer = config.initializer("bias_initializer", Initializers.zeros());
        activation.layer().ifPresent(layer -> track("activation", layer));
    }

    static int features(Value x) {
        if (x.rank() != 3) {
            throw new IllegalArgumentException("takes [batch, steps, features], not " + x);
        }
        return HubOptions.size(x, 2, "features");
    }

    final MultiHeadAttention attention(String attribute, String name, int features) {
        if (features < numHeads) {
            throw new IllegalArgumentException(
                    "num_heads must be at most the " + features + " features of the input, got " + numHeads);
        }
        return track(
                attribute,
                new MultiHeadAttention(numHeads, features / numHeads)
                        .dropout(dropout)
                        .kernelInitializer(kernelInitializer)
                        .biasInitializer(biasInitializer)
                        .name(name)
                        .dtype(dtype()));
    }

    final LayerNormalization norm(String attribute) {
        LayerNormalization norm = new LayerNormalization().epsilon(epsilon);
        return track(attribute, norm.name(attribute.substring(1)).dtype(dtype()));
    }

    final void trackFeedforwardNorm() {
        feedforwardNorm = norm("_feedforward_layer_norm");
    }

    final void trackFeedforward(int features) {
        intermediate = dense("_feedforward_intermediate_dense", intermediateDim)
                .activation((UnaryOperator<Value>) x -> activation.apply(x, called));
        output = dense("_feedforward_output_dense", features);
    }

    private Dense dense(String attribute, int units) {
        Dense dense = new Dense(units).kernelInitializer(kernelInitializer).biasInitializer(biasInitializer);
        return track(attribute, dense.name(attribute.substring(1)).dtype(dtype()));
    }

    /** What a block computes, its input added, with the normalisation before or behind it. */
    final Value block(Value x, LayerNormalization norm, UnaryOperator<Value> inner) {
        Value sum = Ops.add(inner.apply(normalizeFirst ? norm.apply(x) : x), x);
        return normalizeFirst ? sum : norm.apply(sum);
    }

    final Value feedforward(Value x, CallContext context) {
        called = context.dialect();
        return block(x, feedforwardNorm, y -> output.apply(intermediate.apply(y)));
    }

    /**
     * A padding mask and one of attention in one, {@code [batch, query or 1, key]}.
     *
     * @param x whose own mask counts where the call gives none
     */
    static Optional<Value> merged(Value x, Optional<Value> paddingMask, Optional<Value> attentionMask) {
        paddingMask.filter(mask -> mask.rank() != 2).ifPresent(mask -> {
            throw new IllegalArgumentException("a padding mask is [batch, steps], not " + mask);
        });
        attentionMask.filter(mask -> mask.rank() != 3).ifPresent(mask -> {
            throw new IllegalArgumentException("an attention mask is [batch, query, key], not " + mask);
        });
        Optional<Value> padding = paddingMask.or(x::mask).map(mask -> Ops.expandDims(Ops.cast(mask, DType.BOOL), 1));
        Optional<Value> attention = attentionMask.map(mask -> Ops.cast(mask, DType.BOOL));
        return padding.isPresent() && attention.isPresent()
                ? Optional.of(Ops.logicalAnd(padding.get(), attention.get()))
                : padding.or(() -> attention);
    }

    /** The arguments of an attention. */
    static Inputs arguments(Value query, Value value, Optional<Value> mask) {
        Inputs inputs = Inputs.of(query).with("value", value);
        return mask.isPresent() ? inputs.with("attention_mask", mask.get()) : inputs;
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
