package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * Transposed convolution. Inputs: x {@code [batch, spatial..., channels]} and kernel {@code [window..., filters, channels]}. The full
 * result is {@code (size - 1) * stride + window} long; {@code crop} (before each dimension) and {@code size} (of the output) cut it.
 */
public record ConvTranspose(List<Integer> strides, List<Integer> dilation, boolean same, List<Integer> outputPadding)
        implements Op {
    /** {@code outputPadding} is empty where Keras' is {@code None}. */
    public ConvTranspose {
        strides = Checks.atLeast(1, strides, "strides");
        dilation = Checks.atLeast(1, dilation, "dilation");
        outputPadding = Checks.atLeast(0, outputPadding, "output padding");
        Checks.require(strides.size() == dilation.size(), "needs as many strides as dilations");
        Checks.require(
                outputPadding.isEmpty() || outputPadding.size() == strides.size(),
                "needs as many output paddings as strides");
    }

    @Override
    public String name() {
        return "conv_transpose";
    }

    /** Length of the output along spatial dimension {@code i}, as Keras computes it. */
    public long outputs(int i, long size, long kernel) {
        if (size == Shape.FREE) {
            return Shape.FREE;
        }
        int stride = strides.get(i);
        int window = Checks.reach(kernel, dilation.get(i));
        if (outputPadding.isEmpty()) {
            long strided = Math.multiplyExact(size, (long) stride);
            return same ? strided : strided + Math.max(window - stride, 0);
        }
        int extra = outputPadding.get(i);
        long full = Math.multiplyExact(size - 1, (long) stride) + window + extra;
        return same ? full - 2L * (window / 2) : full;
    }

    /**
     * How many leading positions of the full result along spatial dimension {@code i} are cut: the padding in front of the convolution
     * with {@code same} that would lead from the output back to the input.
     */
    public int crop(int i, long kernel, long size) {
        long full = Math.multiplyExact(size - 1, (long) strides.get(i)) + Checks.reach(kernel, dilation.get(i));
        return same ? Math.toIntExact(Math.max(full - outputs(i, size, kernel), 0) / 2) : 0;
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 2);
        Checks.sameType(inputs);
        Shape x = inputs.get(0).shape();
        Shape kernel = inputs.get(1).shape();
        int spatial = strides.size();
        if (x.rank() != spatial + 2 || kernel.rank() != spatial + 2 || x.dim(-1) != kernel.dim(-1)) {
            throw new IllegalArgumentException("the input does not fit the kernel");
        }
        long[] dims = new long[spatial + 2];
        dims[0] = x.dim(0);
        for (int i = 0; i < spatial; i++) {
            dims[i + 1] = outputs(i, x.dim(i + 1), kernel.dim(i));
        }
        dims[spatial + 1] = kernel.dim(-2);
        return List.of(inputs.get(0).withShape(Shape.of(dims)));
    }
}
