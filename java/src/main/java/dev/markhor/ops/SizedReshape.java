package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/** The first operand's elements under a shape of computed sizes; one may be {@link Reshape#INFER}. Otherwise a {@link Reshape}. */
public record SizedReshape(List<Size> target) implements SizedOp {
    public SizedReshape {
        target = List.copyOf(target);
    }

    @Override
    public String name() {
        return "reshape";
    }

    @Override
    public List<Spec> infer(List<Spec> operands) {
        if (target.stream().allMatch(size -> size.isKnown(operands))) {
            return resolved(operands).infer(operands.subList(0, 1));
        }
        long[] dims = new long[target.size()];
        for (int i = 0; i < dims.length; i++) {
            long size = target.get(i).value(operands);
            dims[i] = size < 0 ? Shape.FREE : size;
        }
        return List.of(operands.get(0).withShape(Shape.of(dims)));
    }

    @Override
    public Op resolved(List<Spec> operands) {
        List<Long> sizes = new ArrayList<>();
        for (Size size : target) {
            long value = size.value(operands);
            Checks.require(value >= Reshape.INFER, "a target size of " + value);
            sizes.add(value);
        }
        return new Reshape(sizes);
    }
}
