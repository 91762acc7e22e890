package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.List;

/** Reduces over {@code axes} (non-negative, ascending). */
public record Reduce(Function function, List<Integer> axes, boolean keepDims) implements Op {
    public enum Function {
        SUM,
        MEAN,
        MAX,
        MIN,
        PRODUCT,
        ANY,
        ALL,
        /** Index of the first largest, int32; one axis only. */
        ARGMAX,
        /** Index of the first smallest, int32; one axis only. */
        ARGMIN
    }

    public Reduce {
        axes = List.copyOf(axes);
        for (int i = 1; i < axes.size(); i++) {
            Checks.require(axes.get(i) > axes.get(i - 1), "axes " + axes + " are not in order");
        }
        boolean index = function == Function.ARGMAX || function == Function.ARGMIN;
        Checks.require(!index || axes.size() == 1, "an index is that along one axis");
    }

    @Override
    public String name() {
        return function.name().toLowerCase(java.util.Locale.ROOT);
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Spec x = inputs.get(0);
        DType dtype = function == Function.ARGMAX || function == Function.ARGMIN ? DType.INT32 : x.dtype();
        return List.of(new Spec(dtype, reduced(x.shape())));
    }

    private Shape reduced(Shape shape) {
        long[] dims = shape.dims();
        for (int axis : axes) {
            Checks.axis(axis, shape);
            dims[axis] = keepDims ? 1 : Long.MIN_VALUE;
        }
        int kept = 0;
        for (long dim : dims) {
            if (dim != Long.MIN_VALUE) {
                dims[kept++] = dim;
            }
        }
        return Shape.of(Arrays.copyOf(dims, kept));
    }
}
