package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import java.util.List;

/**
 * {@code (x - mean) / sqrt(variance + epsilon) * gamma + beta} over the last dimension. Inputs: x, mean, variance, gamma, beta, each of the
 * last four {@code [channels]}.
 */
public record BatchNorm(double epsilon) implements Op {
    @Override
    public String name() {
        return "batch_norm";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        return List.of(inputs.get(0));
    }
}
