package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import java.util.List;

/** Softmax, or its logarithm, over one axis (non-negative). */
public record Softmax(int axis, boolean logarithm) implements Op {
    @Override
    public String name() {
        return logarithm ? "log_softmax" : "softmax";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        return inputs;
    }
}
