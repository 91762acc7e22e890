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
        Checks.count(inputs, 1);
        Checks.axis(axis, inputs.get(0).shape());
        return inputs;
    }
}
