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
        strides = List.copyOf(strides);
        dilation = List.copyOf(dilation);
        outputPadding = List.copyOf(outputPadding);
    }

    @Override
    public String name() {
        return "conv_transpose";
    }

    /** Length of the output along spatial dimension {@code i}, as Keras computes it. */
    public long outputs(int i, long size, int kernel) {
        if (size == Shape.FREE) {
            return Shape.FREE;
        }
        int stride = strides.get(i);
        int window = (kernel - 1) * dilation.get(i) + 1;
        if (outputPadding.isEmpty()) {
            return same ? size * stride : size * stride + Math.max(window - stride, 0);
        }
        int extra = outputPadding.get(i);
        return same ? (size - 1) * stride + window - 2L * (window / 2) + extra : (size - 1) * stride + window + extra;
    }

    /**
     * How many leading positions of the full result along spatial dimension {@code i} are cut: the padding in front of the convolution
     * with {@code same} that would lead from the output back to the input.
     */
    public int crop(int i, int kernel, long size) {
        int window = (kernel - 1) * dilation.get(i) + 1;
        long full = (size - 1) * strides.get(i) + window;
        return same ? (int) Math.max(full - outputs(i, size, kernel), 0) / 2 : 0;
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Shape x = inputs.get(0).shape();
        Shape kernel = inputs.get(1).shape();
        int spatial = strides.size();
        if (x.rank() != spatial + 2 || kernel.rank() != spatial + 2 || x.dim(-1) != kernel.dim(-1)) {
            throw new IllegalArgumentException("the input does not fit the kernel");
        }
        long[] dims = new long[spatial + 2];
        dims[0] = x.dim(0);
        for (int i = 0; i < spatial; i++) {
            dims[i + 1] = outputs(i, x.dim(i + 1), (int) kernel.dim(i));
        }
        dims[spatial + 1] = kernel.dim(-2);
        return List.of(inputs.get(0).withShape(Shape.of(dims)));
    }
}
