package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
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
        Checks.count(inputs, 5);
        Shape x = inputs.get(0).shape();
        Checks.require(x.rank() >= 1, "needs a dimension to normalise");
        Checks.vectors(inputs, 1, x.dim(-1));
        return List.of(inputs.get(0));
    }
}
