package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
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
        return List.of(inputs.get(0));
    }
}
