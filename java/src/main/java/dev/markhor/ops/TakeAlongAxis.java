package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * {@code y[.., j, ..] = x[.., indices[.., j, ..], ..]} along one axis (non-negative). Inputs: x, and indices (integers) of the same rank;
 * the other dimensions broadcast. Negative indices count from the end.
 */
public record TakeAlongAxis(int axis) implements Op {
    public TakeAlongAxis {
        Checks.atLeast(0, axis, "axis");
    }

    @Override
    public String name() {
        return "take_along_axis";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 2);
        Shape x = inputs.get(0).shape();
        Shape indices = inputs.get(1).shape();
        Checks.require(inputs.get(1).dtype().isInteger(), "indices must be integers");
        Checks.axis(axis, x);
        Checks.require(x.rank() == indices.rank(), "needs indices of rank " + x.rank() + ", not " + indices);
        Shape others = Broadcasting.of(x.with(axis, 1), indices.with(axis, 1));
        return List.of(inputs.get(0).withShape(others.with(axis, indices.dim(axis))));
    }
}
