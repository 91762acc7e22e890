package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import java.util.List;
import java.util.Optional;

/**
 * The arguments of a call of {@link MultiHeadAttention} or {@link GroupedQueryAttention}, by Keras' names and in Keras' order.
 *
 * @param query {@code [batch, ..., features]}
 * @param key empty: the value
 * @param attentionMask which elements of the query see which of the key
 */
record AttentionCall(
        Value query,
        Value value,
        Optional<Value> key,
        Optional<Value> queryMask,
        Optional<Value> valueMask,
        Optional<Value> keyMask,
        Optional<Value> attentionMask,
        boolean returnsScores,
        boolean usesCausalMask) {
    private static final List<String> KERAS3 = List.of(
            "query",
            "value",
            "key",
            "query_mask",
            "value_mask",
            "key_mask",
            "attention_mask",
            "return_attention_scores",
            "training",
            "use_causal_mask");
    private static final List<String> KERAS2 = List.of(
            "query", "value", "key", "attention_mask", "return_attention_scores", "training", "use_causal_mask");

    /** @throws IllegalArgumentException if there is no query or no value */
    static AttentionCall of(Inputs inputs, CallContext context) {
        return of(inputs, context.dialect().isKeras3() ? KERAS3 : KERAS2);
    }

    /** As above where only the tensors matter. */
    static AttentionCall of(Inputs inputs) {
        return of(inputs, KERAS3);
    }

    private static AttentionCall of(Inputs inputs, List<String> order) {
        Value query = required(inputs, order, "query");
        Value value = required(inputs, order, "value");
        Optional<Value> key = tensor(inputs, order, "key");
        return new AttentionCall(
                query,
                value,
                key,
                tensor(inputs, order, "query_mask").or(query::mask),
                tensor(inputs, order, "value_mask").or(value::mask),
                tensor(inputs, order, "key_mask").or(() -> key.flatMap(Value::mask)),
                tensor(inputs, order, "attention_mask").map(mask -> Ops.cast(mask, DType.BOOL)),
                flag(inputs, order, "return_attention_scores"),
                flag(inputs, order, "use_causal_mask"));
    }

    private static Value required(Inputs inputs, List<String> order, String name) {
        return tensor(inputs, order, name)
                .orElseThrow(() -> new IllegalArgumentException("the argument '" + name + "' is missing"));
    }

    private static Optional<Value> tensor(Inputs inputs, List<String> order, String name) {
        int at = order.indexOf(name);
        return CallArguments.tensor(inputs, at < 0 ? Integer.MAX_VALUE : at, name);
    }

    private static boolean flag(Inputs inputs, List<String> order, String name) {
        return CallArguments.flag(inputs, order.indexOf(name), name);
    }
}
