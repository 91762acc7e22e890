package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Adds elements around: {@code before} and {@code after} have one entry for each dimension. */
public record Pad(List<Integer> before, List<Integer> after, Mode mode, double value) implements Op {
    public enum Mode {
        CONSTANT,
        REFLECT,
        SYMMETRIC,
        EDGE
    }

    public Pad {
        before = Checks.atLeast(0, before, "padding");
        after = Checks.atLeast(0, after, "padding");
    }

    @Override
    public String name() {
        return "pad";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        long[] dims = inputs.get(0).shape().dims();
        if (dims.length != before.size() || dims.length != after.size()) {
            throw new IllegalArgumentException("needs an input of rank " + before.size());
        }
        for (int i = 0; i < dims.length; i++) {
            dims[i] = dims[i] == Shape.FREE ? Shape.FREE : padded(i, dims[i]);
        }
        return List.of(inputs.get(0).withShape(Shape.of(dims)));
    }

    private long padded(int i, long size) {
        long most = mode == Mode.REFLECT ? size - 1 : mode == Mode.SYMMETRIC ? size : Integer.MAX_VALUE;
        boolean edgeOfNothing = mode == Mode.EDGE && size == 0;
        int larger = Math.max(before.get(i), after.get(i));
        Checks.require(
                larger == 0 || (larger <= most && !edgeOfNothing),
                "a dimension of " + size + " has too few elements for a padding of " + larger + " by " + mode);
        return size + before.get(i) + after.get(i);
    }
}
