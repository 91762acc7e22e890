package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * The {@code k} largest elements of the last dimension, largest first, and where they stand (int32); of equal ones the first comes
 * first. NaN counts as smaller than all else.
 *
 * @param k how many, or {@link #ALL}
 */
public record TopK(int k) implements Op {
    /** All elements: sorts. */
    public static final int ALL = -1;

    public TopK {
        Checks.atLeast(ALL, k, "k");
    }

    @Override
    public String name() {
        return "top_k";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 1);
        Spec x = inputs.get(0);
        Checks.require(x.shape().rank() >= 1, "needs a dimension to sort");
        long size = x.shape().dim(-1);
        Checks.require(size == Shape.FREE || k <= size, "the last dimension of " + x.shape() + " has fewer than " + k);
        Shape shape = x.shape().with(x.shape().rank() - 1, k == ALL ? size : k);
        return List.of(x.withShape(shape), new Spec(DType.INT32, shape));
    }
}
