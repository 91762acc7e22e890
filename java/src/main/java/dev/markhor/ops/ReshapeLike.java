package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * The same elements under another shape, whose sizes are those of dimensions of the operands: what {@link Reshape} cannot say where
 * several of them are free. Inputs: x, then what else {@code target} refers to, of which only the shape matters.
 */
public record ReshapeLike(List<Size> target) implements Op {
    /** The size of dimension {@code axis} (non-negative) of input {@code operand}; x is input 0. */
    public record Size(int operand, int axis) {}

    public ReshapeLike {
        target = List.copyOf(target);
    }

    @Override
    public String name() {
        return "reshape_like";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Shape x = inputs.get(0).shape();
        Shape shape =
                Shape.of(target.stream().mapToLong(size -> of(size, inputs)).toArray());
        Checks.require(
                !x.isStatic() || !shape.isStatic() || x.size() == shape.size(), x + " does not reshape to " + shape);
        return List.of(inputs.get(0).withShape(shape));
    }

    private static long of(Size size, List<Spec> inputs) {
        boolean there = size.operand() >= 0 && size.operand() < inputs.size();
        Checks.require(there, "takes a size from operand " + size.operand() + " of " + inputs.size());
        Shape shape = inputs.get(size.operand()).shape();
        Checks.axis(size.axis(), shape);
        return shape.dim(size.axis());
    }
}
