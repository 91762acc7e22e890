package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Repeats the whole tensor {@code repeats[i]} times along dimension {@code i}. */
public record Tile(List<Integer> repeats) implements Op {
    public Tile {
        repeats = Checks.atLeast(0, repeats, "repeats");
    }

    @Override
    public String name() {
        return "tile";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        long[] dims = inputs.get(0).shape().dims();
        if (dims.length != repeats.size()) {
            throw new IllegalArgumentException("needs an input of rank " + repeats.size());
        }
        for (int i = 0; i < dims.length; i++) {
            dims[i] = dims[i] == Shape.FREE ? Shape.FREE : Math.multiplyExact(dims[i], repeats.get(i));
        }
        return List.of(inputs.get(0).withShape(Shape.of(dims)));
    }
}
