package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Attention without projections, called on a list of query {@code [batch, steps, features]}, value {@code [batch, elements, features]} and,
 * unless the value is its own, key. Further arguments by Keras' names: {@code mask} (a list: that of the query, whose masked steps give
 * zeros, and that of the value), {@code use_causal_mask}, {@code return_attention_scores}.
 *
 * @param <T> the layer's own class
 */
public abstract class DenseAttention<T extends DenseAttention<T>> extends BaseLayer<T> {
    private static final double UNSEEN = -1e9;

    private boolean causal;

    DenseAttention() {}

    /** Whether every call has a causal mask, which older versions made an option; false unless set. */
    public final T causal(boolean flag) {
        causal = flag;
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        if (causal) {
            throw config.unsupported("'causal' is an argument of its calls there, use_causal_mask");
        }
    }

    final T configureAttention(LayerConfig config) {
        return causal(config.bool("causal", false));
    }

    /** Creates variables. @param query and {@code value}: their shapes */
    abstract void build(Shape query, Shape value);

    /** {@code [batch, steps, elements]} from {@code [batch, steps, features]} and {@code [batch, elements, features]}. */
    abstract Value scores(Value query, Value key);

    @Override
    protected final void build(Inputs inputs) {
        List<Value> values = inputs.list();
        if (values.size() < 2 || values.size() > 3) {
            throw new IllegalArgumentException("needs [query, value] or [query, value, key], got " + values);
        }
        build(values.get(0).shape(), values.get(1).shape());
    }

    @Override
    protected final Structure<Value> call(Inputs inputs, CallContext context) {
        List<Value> values = inputs.list();
        Value value = values.get(1);
        Value key = values.get(values.size() - 1);
        List<Optional<Value>> masks = masks(inputs);
        Value scores = scores(values.get(0), key);
        Optional<Value> seen = seen(scores, masks.get(1), causal || flag(inputs, "use_causal_mask"));
        Value weights = Ops.softmax(
                seen.map(mask -> Ops.where(mask, scores, Ops.add(scores, UNSEEN)))
                        .orElse(scores),
                -1);
        Value attended = Ops.matmul(weights, value);
        Value output = masks.get(0)
                .map(mask -> Ops.where(Ops.expandDims(Masks.toBool(mask), -1), attended, Ops.constant(0, attended)))
                .orElse(attended);
        return flag(inputs, "return_attention_scores")
                ? Structure.list(List.of(output, weights))
                : Structure.of(output);
    }

    private static Optional<Value> seen(Value scores, Optional<Value> valueMask, boolean causal) {
        int rank = scores.rank();
        List<Optional<Value>> masks = new ArrayList<>();
        masks.add(valueMask.map(mask -> Ops.expandDims(Masks.toBool(mask), -2)));
        masks.add(causal ? Optional.of(Masks.causal(scores, rank - 2, scores, rank - 1)) : Optional.empty());
        return Masks.reduce(masks, Ops::logicalAnd);
    }

    /** Those of query and value: given with the call, or attached to them. */
    private static List<Optional<Value>> masks(Inputs inputs) {
        Optional<Structure<Value>> given = inputs.structure(1, "mask");
        if (given.isEmpty()) {
            return inputs.list().stream().map(Value::mask).toList();
        }
        if (!(given.get() instanceof Structure.Items<Value> list)
                || list.items().size() < 2) {
            throw new IllegalArgumentException("the mask must be a list [query_mask, value_mask]");
        }
        return list.items().stream()
                .map(item -> item.flatten().stream().findFirst())
                .toList();
    }

    private static boolean flag(Inputs inputs, String name) {
        List<String> order = List.of("inputs", "mask", "training", "return_attention_scores", "use_causal_mask");
        return CallArguments.flag(inputs, order.indexOf(name), name);
    }

    @Override
    protected final Optional<Value> computeMask(Inputs inputs, CallContext context) {
        return masks(inputs).get(0);
    }
}
