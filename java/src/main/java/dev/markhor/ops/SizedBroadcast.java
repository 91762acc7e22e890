package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/** A {@link BroadcastTo} of the first operand to computed sizes. */
public record SizedBroadcast(List<Size> dims) implements SizedOp {
    public SizedBroadcast {
        dims = List.copyOf(dims);
    }

    @Override
    public String name() {
        return "broadcast_to";
    }

    @Override
    public List<Spec> infer(List<Spec> operands) {
        if (dims.stream().allMatch(size -> size.isKnown(operands))) {
            return resolved(operands).infer(operands.subList(0, 1));
        }
        long[] target = dims.stream().mapToLong(size -> size.value(operands)).toArray();
        return List.of(operands.get(0).withShape(Shape.of(target)));
    }

    @Override
    public Op resolved(List<Spec> operands) {
        return new BroadcastTo(dims.stream().map(size -> size.value(operands)).toList());
    }
}
