package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Joins inputs along one axis (non-negative). */
public record Concat(int axis) implements Op {
    public Concat {
        Checks.atLeast(0, axis, "axis");
    }

    @Override
    public String name() {
        return "concatenate";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.require(!inputs.isEmpty(), "needs an operand");
        Checks.sameType(inputs);
        Shape joined = inputs.get(0).shape();
        Checks.axis(axis, joined);
        for (Spec next : inputs.subList(1, inputs.size())) {
            joined = join(joined, next.shape());
        }
        return List.of(inputs.get(0).withShape(joined));
    }

    private Shape join(Shape a, Shape b) {
        if (a.rank() != b.rank()) {
            throw new IllegalArgumentException("ranks differ");
        }
        long[] dims = a.dims();
        for (int i = 0; i < dims.length; i++) {
            long other = b.dim(i);
            if (i == axis) {
                dims[i] = dims[i] == Shape.FREE || other == Shape.FREE ? Shape.FREE : Math.addExact(dims[i], other);
            } else if (dims[i] == Shape.FREE) {
                dims[i] = other;
            } else if (other != Shape.FREE && other != dims[i]) {
                throw new IllegalArgumentException("shapes " + a + " and " + b + " differ outside of axis " + axis);
            }
        }
        return Shape.of(dims);
    }
}
