package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.Dialect;
import dev.markhor.ops.Ops;
import java.util.Optional;
import java.util.stream.IntStream;

/**
 * {@code softmax(scale · query · keyᵀ) · value} for several heads at once, each {@code [batch, ..., heads, size]}.
 *
 * @param rank of query, key and value
 * @param axes the dimensions along which elements attend to each other
 */
record DotProductAttention(int rank, int[] axes, double scale) {
    /** What Keras' fused attention puts in place of a score that is not seen: where none is, all weigh the same. */
    private static final double UNSEEN = -0.7 * 3.38953e38;

    /** {@code scores} are {@code [batch, ..., heads, query..., key...]}, after the softmax. */
    record Result(Value output, Value scores) {}

    /** As Keras' fused attention computes it, for a sequence along dimension 1. */
    Result fused(ProjectedAttention.Projected heads, Optional<Value> mask) {
        return new DotProductAttention(rank, new int[] {1}, scale)
                .apply(
                        heads,
                        mask,
                        (scores, seen) -> Ops.softmax(
                                seen.map(m -> Ops.where(m, scores, Ops.constant(UNSEEN, scores)))
                                        .orElse(scores),
                                -1));
    }

    /** Step by step; what is not seen is left out as {@link Softmax} does it. */
    Result plain(ProjectedAttention.Projected heads, Optional<Value> mask, Dialect dialect) {
        return apply(heads, mask, (scores, seen) -> {
            int rank = scores.rank();
            return new Softmax(IntStream.range(rank - axes.length, rank).toArray()).of(scores, seen, dialect);
        });
    }

    private interface Weights {
        Value of(Value scores, Optional<Value> mask);
    }

    /** Dimensions have letters: those of query and output, others for where the key attends, and what is neither is done for each. */
    private Result apply(ProjectedAttention.Projected heads, Optional<Value> mask, Weights weights) {
        String query = Projections.letters(0, rank);
        String others = Projections.letters(rank, axes.length);
        StringBuilder key = new StringBuilder(query);
        StringBuilder scores = new StringBuilder(query.substring(0, rank - 1));
        for (int i = 0; i < axes.length; i++) {
            key.setCharAt(axes[i], others.charAt(i));
            scores.deleteCharAt(scores.indexOf(query.substring(axes[i], axes[i] + 1)));
            scores.append(query.charAt(axes[i]));
        }
        scores.append(others);
        Value raw = Ops.einsum(query + ',' + key + "->" + scores, Ops.multiply(heads.query(), scale), heads.key());
        Value weighed = weights.of(raw, mask.map(given -> broadcast(given, raw.rank())));
        return new Result(Ops.einsum(scores + "," + key + "->" + query, weighed, heads.value()), weighed);
    }

    /** Heads have no part in a mask: it gets dimensions for them in front of those that attend. */
    private Value broadcast(Value mask, int scoresRank) {
        Value wide = mask;
        while (wide.rank() < scoresRank) {
            wide = Ops.expandDims(wide, -2 * axes.length - 1);
        }
        return wide;
    }
}
