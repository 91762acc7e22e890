package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Dialect;
import dev.markhor.ops.Ops;

/**
 * Attention where several heads of the query share one of key and value: {@code [batch, query, features]} and {@code [batch, key, features]}
 * to {@code [batch, query, features]}; see {@link ProjectedAttention} for the arguments of a call.
 */
public final class GroupedQueryAttention extends ProjectedAttention<GroupedQueryAttention> {
    private final int headDim;
    private final int numQueryHeads;
    private final int numKeyValueHeads;

    /** @throws IllegalArgumentException if the query's heads are no multiple of those of key and value */
    public GroupedQueryAttention(int headDim, int numQueryHeads, int numKeyValueHeads) {
        this.headDim = Options.positive("head_dim", headDim);
        this.numQueryHeads = Options.positive("num_query_heads", numQueryHeads);
        this.numKeyValueHeads = Options.positive("num_key_value_heads", numKeyValueHeads);
        if (numQueryHeads % numKeyValueHeads != 0) {
            throw new IllegalArgumentException("num_query_heads must be a multiple of num_key_value_heads, got "
                    + numQueryHeads + " and " + numKeyValueHeads);
        }
    }

    @Override
    EinsumDense queryProjection(Value query) {
        return toHeads(query, numQueryHeads);
    }

    @Override
    EinsumDense keyProjection(Value key) {
        return toHeads(key, numKeyValueHeads);
    }

    @Override
    EinsumDense valueProjection(Value value) {
        return toHeads(value, numKeyValueHeads);
    }

    @Override
    EinsumDense gateProjection(Value query) {
        return toHeads(query, numQueryHeads);
    }

    private EinsumDense toHeads(Value x, int heads) {
        if (x.rank() != 3) {
            throw new IllegalArgumentException("needs [batch, steps, features], got " + x);
        }
        return Projections.of(2, 1, heads, headDim);
    }

    @Override
    EinsumDense outputProjection(Value query) {
        return Projections.of(2, 2, query.shape().dim(-1));
    }

    @Override
    Projected heads(Projected projected) {
        int times = numQueryHeads / numKeyValueHeads;
        return times == 1
                ? projected
                : new Projected(
                        projected.query(),
                        Ops.repeat(projected.key(), times, 2),
                        Ops.repeat(projected.value(), times, 2));
    }

    @Override
    DotProductAttention attention(Value query, Dialect dialect) {
        return new DotProductAttention(4, new int[] {1}, 1 / Math.sqrt(headDim));
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.named("GroupQueryAttention")
                .put("head_dim", headDim)
                .put("num_query_heads", numQueryHeads)
                .put("num_key_value_heads", numKeyValueHeads);
    }

    static GroupedQueryAttention fromConfig(LayerConfig config) {
        return new GroupedQueryAttention(
                        config.integer("head_dim"),
                        config.integer("num_query_heads"),
                        config.integer("num_key_value_heads"))
                .configureProjections(config);
    }
}
