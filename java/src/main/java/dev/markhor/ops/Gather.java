package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * Picks from one axis by index: inputs x {@code [batch..., outer..., axis, width...]} and indices (integers)
 * {@code [batch..., picked...]}; output {@code [batch..., outer..., picked..., width...]}. Of a table {@code [rows, width...]}, rows.
 *
 * @param axis which dimension of x the indices count
 * @param batchDims how many leading dimensions, at most {@code axis}, x and indices have in common
 */
public record Gather(int axis, int batchDims) implements Op {
    public Gather {
        Checks.atLeast(0, batchDims, "batch dimensions");
        Checks.require(axis >= batchDims, "axis " + axis + " is one of " + batchDims + " batch dimensions");
    }

    /** Rows of a table. */
    public Gather() {
        this(0, 0);
    }

    @Override
    public String name() {
        return "gather";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 2);
        Shape x = inputs.get(0).shape();
        Shape indices = inputs.get(1).shape();
        Checks.axis(axis, x);
        if (!inputs.get(1).dtype().isInteger()) {
            throw new IllegalArgumentException("indices must be integers");
        }
        Checks.require(indices.rank() >= batchDims, "needs indices with " + batchDims + " batch dimensions");
        Shape batch = Broadcasting.same(x.slice(0, batchDims), indices.slice(0, batchDims));
        return List.of(inputs.get(0)
                .withShape(batch.concat(x.slice(batchDims, axis))
                        .concat(indices.slice(batchDims, indices.rank()))
                        .concat(x.slice(axis + 1, x.rank()))));
    }
}
