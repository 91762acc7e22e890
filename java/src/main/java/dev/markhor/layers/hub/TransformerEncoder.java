package dev.markhor.layers.hub;

import dev.markhor.graph.Value;
import dev.markhor.layers.LayerConfig;
import dev.markhor.layers.LayerNormalization;
import dev.markhor.layers.MultiHeadAttention;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import java.util.List;
import java.util.Optional;

/**
 * Attention of a sequence to itself, then two dense layers on each step: {@code [batch, steps, features]} to the same. Called with
 * {@code padding_mask}, {@code attention_mask} and {@code return_attention_scores} too.
 */
final class TransformerEncoder extends Attending<TransformerEncoder> {
    private MultiHeadAttention attention;
    private LayerNormalization attentionNorm;

    private TransformerEncoder(LayerConfig config) {
        super(config);
    }

    @Override
    protected void build(Inputs inputs) {
        int features = features(HubOptions.first(inputs, "inputs"));
        attention = attention("_self_attention_layer", "self_attention_layer", features);
        attentionNorm = norm("_self_attention_layer_norm");
        trackFeedforwardNorm();
        trackFeedforward(features);
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value x = HubOptions.first(inputs, "inputs");
        Optional<Value> mask = merged(x, inputs.value(1, "padding_mask"), inputs.value(2, "attention_mask"));
        boolean returnsScores = HubOptions.flag(inputs, 4, "return_attention_scores", false);
        Value[] scores = new Value[1];
        Value attended = block(x, attentionNorm, y -> {
            Inputs arguments = arguments(y, y, mask);
            if (!returnsScores) {
                return attention.apply(arguments).single();
            }
            List<Value> both = attention
                    .apply(arguments.with("return_attention_scores", true))
                    .flatten();
            scores[0] = both.get(1);
            return both.get(0);
        });
        Value output = feedforward(attended, context);
        return returnsScores ? Structure.list(List.of(output, scores[0])) : Structure.of(output);
    }

    static TransformerEncoder fromConfig(LayerConfig config) {
        return new TransformerEncoder(config);
    }
}
