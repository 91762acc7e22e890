package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * Convolution (correlation, as in Keras) over 1 to 3 spatial dimensions. Inputs: x {@code [batch, spatial..., channels]} and kernel
 * {@code [window..., channels / groups, filters]}.
 */
public record Conv(List<Integer> strides, List<Integer> dilation, Padding padding, int groups) implements Op {
    public Conv {
        strides = Checks.atLeast(1, strides, "strides");
        dilation = Checks.atLeast(1, dilation, "dilation");
        Checks.require(strides.size() == dilation.size(), "needs as many strides as dilations");
        padding.requireDimensions(strides.size());
        Checks.atLeast(1, groups, "groups");
    }

    @Override
    public String name() {
        return "conv";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 2);
        Checks.sameType(inputs);
        Shape x = inputs.get(0).shape();
        Shape kernel = inputs.get(1).shape();
        int spatial = strides.size();
        if (x.rank() != spatial + 2 || kernel.rank() != spatial + 2) {
            throw new IllegalArgumentException("needs an input and a kernel of rank " + (spatial + 2));
        }
        if (x.dim(-1) != Math.multiplyExact(kernel.dim(-2), groups) || kernel.dim(-1) % groups != 0) {
            throw new IllegalArgumentException(
                    x.dim(-1) + " channels do not fit the kernel " + kernel + " with " + groups + " group(s)");
        }
        Checks.kernel(kernel);
        long[] dims = new long[spatial + 2];
        dims[0] = x.dim(0);
        for (int i = 0; i < spatial; i++) {
            dims[i + 1] = padding.outputs(i, x.dim(i + 1), kernel.dim(i), strides.get(i), dilation.get(i));
        }
        dims[spatial + 1] = kernel.dim(-1);
        return List.of(inputs.get(0).withShape(Shape.of(dims)));
    }
}
