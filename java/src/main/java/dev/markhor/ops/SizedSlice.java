package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/** A {@link Slice} of the first operand whose bounds are computed sizes. */
public record SizedSlice(int axis, Size start, Size stop, long step) implements SizedOp {
    @Override
    public String name() {
        return "slice";
    }

    @Override
    public List<Spec> infer(List<Spec> operands) {
        if (start.isKnown(operands) && stop.isKnown(operands)) {
            return resolved(operands).infer(operands.subList(0, 1));
        }
        Checks.axis(axis, operands.get(0).shape());
        return List.of(operands.get(0).withShape(operands.get(0).shape().with(axis, Shape.FREE)));
    }

    @Override
    public Op resolved(List<Spec> operands) {
        return new Slice(axis, start.value(operands), stop.value(operands), step);
    }
}
