package dev.markhor.graph;

import java.util.List;

/** Reads a weight: the graph knows its type and shape, the value belongs to whoever runs the graph. */
public record Parameter(Weight weight) implements Op {
    /** Something with a fixed type and shape whose value may be replaced between two runs; compared by identity. */
    public interface Weight {
        Spec spec();
    }

    public static Value create(Weight weight) {
        return Node.of(new Parameter(weight), List.of()).output();
    }

    @Override
    public String name() {
        return "parameter";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        return List.of(weight.spec());
    }
}
