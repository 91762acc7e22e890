package dev.markhor.graph;

import java.util.List;

/** An input of a graph. Every placeholder is its own node, so that two inputs of equal type stay apart. */
public record Placeholder(Spec spec) implements Op {
    public static Value create(Spec spec) {
        return Node.of(new Placeholder(spec), List.of()).output();
    }

    @Override
    public String name() {
        return "placeholder";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        return List.of(spec);
    }
}
