package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * Overlapping pieces of each row: {@code [..., samples] -> [..., frames, length]}, a frame every {@code step} samples. Samples at the end
 * that fill no frame are left out.
 */
public record Frame(int length, int step) implements Op {
    public Frame {
        Checks.atLeast(1, length, "length");
        Checks.atLeast(1, step, "step");
    }

    /** How many frames a row of so many samples has. */
    public long frames(long samples) {
        return samples < length ? 0 : (samples - length) / step + 1;
    }

    @Override
    public String name() {
        return "frame";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 1);
        Shape x = inputs.get(0).shape();
        Checks.require(x.rank() >= 1, "needs a signal of rank 1 or more");
        long frames = x.isFree(-1) ? Shape.FREE : frames(x.dim(-1));
        return List.of(inputs.get(0).withShape(x.with(-1, frames).append(length)));
    }
}
