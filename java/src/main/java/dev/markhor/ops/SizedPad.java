package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/** A {@link Pad} of the first operand with a constant, as wide before each dimension as after it, by computed sizes. */
public record SizedPad(List<Size> borders, double value) implements SizedOp {
    public SizedPad {
        borders = List.copyOf(borders);
    }

    @Override
    public String name() {
        return "pad";
    }

    @Override
    public List<Spec> infer(List<Spec> operands) {
        if (borders.stream().allMatch(size -> size.isKnown(operands))) {
            return resolved(operands).infer(operands.subList(0, 1));
        }
        long[] dims = operands.get(0).shape().dims();
        Checks.require(dims.length == borders.size(), "needs an input of rank " + borders.size());
        for (int i = 0; i < dims.length; i++) {
            boolean unchanged =
                    borders.get(i).isKnown(operands) && borders.get(i).value(operands) == 0;
            dims[i] = unchanged ? dims[i] : Shape.FREE;
        }
        return List.of(operands.get(0).withShape(Shape.of(dims)));
    }

    @Override
    public Op resolved(List<Spec> operands) {
        List<Integer> widths = borders.stream()
                .map(size -> Math.toIntExact(size.value(operands)))
                .toList();
        return new Pad(widths, widths, Pad.Mode.CONSTANT, value);
    }
}
