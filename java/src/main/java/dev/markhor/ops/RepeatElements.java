package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Repeats each element {@code times} along one axis (non-negative): {@code [a, b] -> [a, a, b, b]}. */
public record RepeatElements(int axis, int times) implements Op {
    public RepeatElements {
        Checks.atLeast(0, axis, "axis");
        Checks.atLeast(0, times, "repeats");
    }

    @Override
    public String name() {
        return "repeat";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Shape x = inputs.get(0).shape();
        Checks.axis(axis, x);
        long dim = x.dim(axis);
        return List.of(
                inputs.get(0).withShape(x.with(axis, dim == Shape.FREE ? Shape.FREE : Math.multiplyExact(dim, times))));
    }
}
