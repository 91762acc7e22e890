package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import java.util.List;

/**
 * Projects each row along one axis (non-negative) onto the simplex: {@code max(x - t, 0)} with the threshold {@code t} that makes the
 * row sum to one. With the row sorted downwards as {@code z}, {@code k} is the largest count with {@code 1 + k z[k] > z[1] + ... + z[k]}
 * and {@code t = (z[1] + ... + z[k] - 1) / k}.
 */
public record Sparsemax(int axis) implements Op {
    @Override
    public String name() {
        return "sparsemax";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        return inputs;
    }
}
