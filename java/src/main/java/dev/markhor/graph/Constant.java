package dev.markhor.graph;

import dev.markhor.tensor.Tensor;
import java.util.List;

/** A tensor that is part of the program itself. */
public record Constant(Tensor tensor) implements Op {
    public static Value create(Tensor tensor) {
        return Node.of(new Constant(tensor), List.of()).output();
    }

    @Override
    public String name() {
        return "constant";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        return List.of(new Spec(tensor.dtype(), tensor.shape()));
    }
}
