package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * Takes the first dimension apart again: {@code [batch · steps, ...] -> [batch, steps, ...]}, with the two sizes of a second operand
 * {@code [batch, steps, ...]}, which may both be free. Otherwise a {@link Reshape}.
 */
public record SplitBatch() implements Op {
    @Override
    public String name() {
        return "split_batch";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Shape x = inputs.get(0).shape();
        Shape like = inputs.get(1).shape();
        if (x.rank() < 1 || like.rank() < 2) {
            throw new IllegalArgumentException("needs a first dimension, and two to split it into");
        }
        boolean known = !x.isFree(0) && !like.isFree(0) && !like.isFree(1);
        if (known && x.dim(0) != like.dim(0) * like.dim(1)) {
            throw new IllegalArgumentException("a first dimension of " + x.dim(0) + " does not split into " + like);
        }
        return List.of(inputs.get(0)
                .withShape(x.slice(1, x.rank()).prepend(like.dim(1)).prepend(like.dim(0))));
    }
}
