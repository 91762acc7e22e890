package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Largest or average value of a window over 1 to 3 spatial dimensions; an average does not count padding. */
public record Pool(boolean average, List<Integer> window, List<Integer> strides, Padding padding) implements Op {
    public Pool {
        window = Checks.atLeast(1, window, "pool size");
        strides = Checks.atLeast(1, strides, "strides");
        Checks.require(window.size() == strides.size(), "needs as many strides as window sizes");
        padding.requireDimensions(strides.size());
        for (int i = 0; padding instanceof Padding.Explicit explicit && i < window.size(); i++) {
            Checks.require(
                    explicit.before().get(i) < window.get(i) && explicit.after().get(i) < window.get(i),
                    "padding must be less than the pool size " + window + ", or windows hold nothing");
        }
    }

    @Override
    public String name() {
        return average ? "average_pool" : "max_pool";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Shape x = inputs.get(0).shape();
        if (x.rank() != window.size() + 2) {
            throw new IllegalArgumentException("needs an input of rank " + (window.size() + 2));
        }
        long[] dims = x.dims();
        for (int i = 0; i < window.size(); i++) {
            Checks.require(dims[i + 1] != 0 || !(padding instanceof Padding.Explicit), "a pool of nothing but padding");
            dims[i + 1] = padding.outputs(i, dims[i + 1], window.get(i), strides.get(i), 1);
        }
        return List.of(inputs.get(0).withShape(Shape.of(dims)));
    }
}
