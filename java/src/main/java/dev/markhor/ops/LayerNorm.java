package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * Normalises rows: mean and variance over the last dimension in two passes, then {@code * gamma + beta} with gamma and beta of the
 * last dimension's size. Inputs: x, gamma, beta. {@code rootMeanSquare}: no mean is subtracted.
 */
public record LayerNorm(double epsilon, boolean rootMeanSquare) implements Op {
    @Override
    public String name() {
        return "layer_norm";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 3);
        Shape x = inputs.get(0).shape();
        Checks.require(x.rank() >= 1, "needs a dimension to normalise");
        Checks.vectors(inputs, 1, x.dim(-1));
        return List.of(inputs.get(0));
    }
}
