package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * Each channel convolved by itself. Inputs: x {@code [batch, spatial..., channels]} and kernel
 * {@code [window..., channels, multiplier]}; output channel {@code c * multiplier + m}.
 */
public record DepthwiseConv(List<Integer> strides, List<Integer> dilation, Padding padding) implements Op {
    public DepthwiseConv {
        strides = Checks.atLeast(1, strides, "strides");
        dilation = Checks.atLeast(1, dilation, "dilation");
        Checks.require(strides.size() == dilation.size(), "needs as many strides as dilations");
        padding.requireDimensions(strides.size());
    }

    @Override
    public String name() {
        return "depthwise_conv";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 2);
        Checks.sameType(inputs);
        Shape x = inputs.get(0).shape();
        Shape kernel = inputs.get(1).shape();
        int spatial = strides.size();
        if (x.rank() != spatial + 2 || kernel.rank() != spatial + 2 || x.dim(-1) != kernel.dim(-2)) {
            throw new IllegalArgumentException("the input does not fit the kernel");
        }
        Checks.kernel(kernel);
        long[] dims = new long[spatial + 2];
        dims[0] = x.dim(0);
        for (int i = 0; i < spatial; i++) {
            dims[i + 1] = padding.outputs(i, x.dim(i + 1), kernel.dim(i), strides.get(i), dilation.get(i));
        }
        dims[spatial + 1] = Math.multiplyExact(kernel.dim(-2), kernel.dim(-1));
        return List.of(inputs.get(0).withShape(Shape.of(dims)));
    }
}
