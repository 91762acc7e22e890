package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * Puts frames together again: {@code [..., frames, length] -> [..., (frames - 1) step + length]}, each {@code step} samples after the one
 * before it; where they overlap, they are added up.
 */
public record OverlapAndAdd(int step) implements Op {
    public OverlapAndAdd {
        Checks.atLeast(1, step, "step");
    }

    @Override
    public String name() {
        return "overlap_and_add";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 1);
        Shape x = inputs.get(0).shape();
        Checks.require(x.rank() >= 2, "needs frames of rank 2 or more");
        long frames = x.dim(-2);
        long length = x.dim(-1);
        Checks.require(frames != 0, "needs at least one frame, not " + x);
        long samples = frames == Shape.FREE || length == Shape.FREE
                ? Shape.FREE
                : Math.addExact(Math.multiplyExact(frames - 1, step), length);
        return List.of(inputs.get(0).withShape(x.slice(0, x.rank() - 2).append(samples)));
    }
}
