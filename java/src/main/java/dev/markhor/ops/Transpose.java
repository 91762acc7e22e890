package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Output dimension {@code i} is input dimension {@code axes[i]}. */
public record Transpose(List<Integer> axes) implements Op {
    public Transpose {
        axes = List.copyOf(axes);
        boolean[] seen = new boolean[axes.size()];
        for (int axis : axes) {
            Checks.require(axis >= 0 && axis < seen.length && !seen[axis], axes + " is no order of all axes");
            seen[axis] = true;
        }
    }

    @Override
    public String name() {
        return "transpose";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Shape x = inputs.get(0).shape();
        if (x.rank() != axes.size()) {
            throw new IllegalArgumentException("needs an input of rank " + axes.size());
        }
        return List.of(
                inputs.get(0).withShape(Shape.of(axes.stream().mapToLong(x::dim).toArray())));
    }
}
