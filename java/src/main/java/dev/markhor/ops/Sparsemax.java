package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import java.util.List;

/**
 * Keras' sparsemax along one axis (non-negative): {@code max(x - t, 0)}. With the values sorted downwards as {@code z} and their running
 * sums {@code s}, the first {@code k} are those with {@code 1 + i z[i] > s[i]}, and {@code t = (s[1] + ... + s[k] - 1) / k}. The published
 * function has {@code s[k]} instead of the sum of sums; Keras, up to 3.15 at least, is followed.
 */
public record Sparsemax(int axis) implements Op {
    @Override
    public String name() {
        return "sparsemax";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 1);
        Checks.axis(axis, inputs.get(0).shape());
        return inputs;
    }
}
