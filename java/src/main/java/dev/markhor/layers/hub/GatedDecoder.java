package dev.markhor.layers.hub;

import dev.markhor.graph.Value;
import dev.markhor.layers.ActivationFunction;
import dev.markhor.layers.BaseLayer;
import dev.markhor.layers.Dense;
import dev.markhor.layers.LayerConfig;
import dev.markhor.layers.RMSNormalization;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Band;
import dev.markhor.ops.Ops;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import java.util.Optional;

/**
 * The decoder's layer of Mistral, Qwen 2 and Qwen 3: attention to the past with turned queries and keys, then dense layers of which one is a
 * gate for another; each with a normalisation before it and its input added: {@code [batch, steps, features]}. No caches.
 */
final class GatedDecoder extends BaseLayer<GatedDecoder> {
    /** In what the three differ. */
    enum Kind {
        MISTRAL,
        QWEN,
        QWEN3
    }

    private final LayerConfig config;
    private final Kind kind;
    private final int intermediateDim;
    private final int slidingWindow;
    private final ActivationFunction activation;
    private final Initializer initializer;
    private TurnedAttention attention;
    private RMSNormalization attentionNorm;
    private RMSNormalization feedforwardNorm;
    private Dense intermediate;
    private Dense gate;
    private Dense output;

    private GatedDecoder(LayerConfig config, Kind kind) {
        this.config = config;
        this.kind = kind;
        intermediateDim = HubOptions.positive("intermediate_dim", config.integer("intermediate_dim"));
        slidingWindow = switch (kind) {
            case MISTRAL -> config.optionalInteger("sliding_window").orElse(0);
            case QWEN ->
                config.bool("use_sliding_window_attention", false) ? config.integer("sliding_window_size", 4096) : 0;
            case QWEN3 -> config.optionalInteger("sliding_window_size").orElse(0);
        };
        if (slidingWindow < 0) {
            throw new IllegalArgumentException("a sliding window must not be negative, got " + slidingWindow);
        }
        activation = config.has("activation") ? config.activation("activation") : ActivationFunction.named("silu");
        initializer = config.initializer("kernel_initializer", Initializers.glorotUniform());
        activation.layer().ifPresent(layer -> track("activation", layer));
    }

    @Override
    protected void build(Inputs inputs) {
        int features = Attending.features(HubOptions.first(inputs, "decoder_sequence"));
        attention = track(
                "_self_attention_layer",
                new TurnedAttention(config, kind).name("self_attention").dtype(dtype()));
        attentionNorm = norm("_self_attention_layernorm");
        intermediate = dense("_feedforward_intermediate_dense", intermediateDim);
        gate = dense("_feedforward_gate_dense", intermediateDim);
        output = dense("_feedforward_output_dense", features);
        feedforwardNorm = norm("_feedforward_layernorm");
    }

    private RMSNormalization norm(String attribute) {
        RMSNormalization norm = new RMSNormalization().epsilon(config.number("layer_norm_epsilon", 1e-5));
        return track(attribute, norm.name(attribute.substring(1)).dtype(dtype()));
    }

    private Dense dense(String attribute, int units) {
        Dense dense = new Dense(units).useBias(false).kernelInitializer(initializer);
        return track(attribute, dense.name(attribute.substring(1)).dtype(dtype()));
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        if (inputs.value(3, "self_attention_cache").isPresent()) {
            throw new IllegalArgumentException(
                    "the argument 'self_attention_cache' is not supported: call it without caches");
        }
        Value x = HubOptions.first(inputs, "decoder_sequence");
        Optional<Value> padding =
                Attending.merged(x, inputs.value(1, "decoder_padding_mask"), inputs.value(2, "decoder_attention_mask"));
        Band band = new Band(1, 1, slidingWindow > 0 ? slidingWindow - 1 : -1, 0);
        Value past = Ops.expandDims(Ops.apply(band, x, x), 0);
        Value mask = padding.map(other -> Ops.logicalAnd(other, past)).orElse(past);
        Value attended = Ops.add(attention.apply(attentionNorm.apply(x), mask), x);
        Value y = feedforwardNorm.apply(attended);
        Value gated = Ops.multiply(intermediate.apply(y), activation.apply(gate.apply(y), context.dialect()));
        return Structure.of(Ops.add(output.apply(gated), attended));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    static GatedDecoder mistral(LayerConfig config) {
        return new GatedDecoder(config, Kind.MISTRAL);
    }

    static GatedDecoder qwen(LayerConfig config) {
        return new GatedDecoder(config, Kind.QWEN);
    }

    static GatedDecoder qwen3(LayerConfig config) {
        return new GatedDecoder(config, Kind.QWEN3);
    }
}
