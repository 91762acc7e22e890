package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/** A {@link Tile} of the first operand whose repeats are computed sizes. */
public record SizedTile(List<Size> repeats) implements SizedOp {
    public SizedTile {
        repeats = List.copyOf(repeats);
    }

    @Override
    public String name() {
        return "tile";
    }

    @Override
    public List<Spec> infer(List<Spec> operands) {
        long[] dims = operands.get(0).shape().dims();
        Checks.require(dims.length == repeats.size(), "needs an input of rank " + repeats.size());
        for (int i = 0; i < dims.length; i++) {
            boolean known = repeats.get(i).isKnown(operands) && dims[i] != Shape.FREE;
            dims[i] = known ? Math.multiplyExact(dims[i], repeat(i, operands)) : Shape.FREE;
        }
        return List.of(operands.get(0).withShape(Shape.of(dims)));
    }

    private int repeat(int i, List<Spec> operands) {
        return Checks.atLeast(0, Math.toIntExact(repeats.get(i).value(operands)), "repeats");
    }

    @Override
    public Op resolved(List<Spec> operands) {
        return new Tile(java.util.stream.IntStream.range(0, repeats.size())
                .mapToObj(i -> repeat(i, operands))
                .toList());
    }
}
