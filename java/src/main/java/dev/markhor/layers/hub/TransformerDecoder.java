package dev.markhor.layers.hub;

import dev.markhor.graph.Value;
import dev.markhor.layers.LayerConfig;
import dev.markhor.layers.LayerNormalization;
import dev.markhor.layers.MultiHeadAttention;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Band;
import dev.markhor.ops.Ops;
import java.util.List;
import java.util.Optional;

/**
 * Attention of a sequence to its past, then to an encoder's sequence if there is one, then two dense layers on each step: {@code [batch,
 * steps, features]}, and {@code [batch, encoder steps, features]}, to the first. Arguments as Keras has them, but for caches.
 */
final class TransformerDecoder extends Attending<TransformerDecoder> {
    private static final List<String> ORDER = List.of(
            "decoder_sequence",
            "encoder_sequence",
            "decoder_padding_mask",
            "decoder_attention_mask",
            "encoder_padding_mask",
            "encoder_attention_mask",
            "self_attention_cache",
            "self_attention_cache_update_index",
            "cross_attention_cache",
            "cross_attention_cache_update_index",
            "use_causal_mask");

    private MultiHeadAttention self;
    private LayerNormalization selfNorm;
    private MultiHeadAttention cross;
    private LayerNormalization crossNorm;

    private TransformerDecoder(LayerConfig config) {
        super(config);
    }

    @Override
    protected void build(Inputs inputs) {
        int features = features(HubOptions.first(inputs, ORDER.get(0)));
        self = attention("_self_attention_layer", "self_attention", features);
        selfNorm = norm("_self_attention_layer_norm");
        if (tensor(inputs, "encoder_sequence").isPresent()) {
            cross = attention("_cross_attention_layer", "cross_attention", features);
            crossNorm = norm("_cross_attention_layer_norm");
        }
        trackFeedforward(features);
        trackFeedforwardNorm();
    }

    private static Optional<Value> tensor(Inputs inputs, String name) {
        return inputs.value(ORDER.indexOf(name), name);
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        for (String cache : List.of("self_attention_cache", "cross_attention_cache")) {
            if (tensor(inputs, cache).isPresent()) {
                throw new IllegalArgumentException(
                        "the argument '" + cache + "' is not supported: call it without caches");
            }
        }
        Value x = HubOptions.first(inputs, ORDER.get(0));
        Optional<Value> encoder = tensor(inputs, "encoder_sequence");
        if (encoder.isPresent() != (cross != null)) {
            throw new IllegalArgumentException(
                    "must be called always with an encoder_sequence, or never: it was built for the other");
        }
        Optional<Value> mask =
                merged(x, tensor(inputs, "decoder_padding_mask"), tensor(inputs, "decoder_attention_mask"));
        if (HubOptions.flag(inputs, ORDER.indexOf("use_causal_mask"), "use_causal_mask", true)) {
            Value past = Ops.expandDims(Ops.apply(new Band(1, 1, -1, 0), x, x), 0);
            mask = Optional.of(mask.map(other -> Ops.logicalAnd(other, past)).orElse(past));
        }
        Value attended = attended(x, self, selfNorm, Optional.empty(), mask);
        if (encoder.isPresent()) {
            Optional<Value> seen = merged(
                    encoder.get(), tensor(inputs, "encoder_padding_mask"), tensor(inputs, "encoder_attention_mask"));
            attended = attended(attended, cross, crossNorm, encoder, seen);
        }
        return Structure.of(feedforward(attended, context));
    }

    /** Attention that knows the masks it is given and none that values carry, as keras-hub's, which can use a cache. */
    private Value attended(
            Value x,
            MultiHeadAttention attention,
            LayerNormalization norm,
            Optional<Value> other,
            Optional<Value> mask) {
        return block(x, norm, y -> {
            Value query = y.withMask(Optional.empty());
            Value value =
                    other.map(encoder -> encoder.withMask(Optional.empty())).orElse(query);
            return attention.apply(arguments(query, value, mask)).single();
        });
    }

    static TransformerDecoder fromConfig(LayerConfig config) {
        return new TransformerDecoder(config);
    }
}
