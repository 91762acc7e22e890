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
            dims[i] = dims[i] == Shape.FREE ? Shape.FREE : dims[i] + before.get(i) + after.get(i);
        }
        return List.of(inputs.get(0).withShape(Shape.of(dims)));
    }
}
