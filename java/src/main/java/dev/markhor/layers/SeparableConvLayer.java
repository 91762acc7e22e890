package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Conv;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Padding;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.Collections;
import java.util.List;

/**
 * A depthwise convolution followed by a product over the channels, with nothing between. Kernels
 * {@code [window..., channels, depth_multiplier]} and {@code [1..., channels * depth_multiplier, filters]}.
 *
 * @param <T> the layer's own class
 */
public abstract class SeparableConvLayer<T extends SeparableConvLayer<T>> extends WindowLayer<T> {
    private final int filters;
    private int depthMultiplier = 1;
    private Initializer pointwiseInitializer = Initializers.glorotUniform();
    private Variable depthwiseKernel;
    private Variable pointwiseKernel;

    SeparableConvLayer(int spatial, int filters, int... kernelSize) {
        super(spatial, kernelSize);
        this.filters = Options.positive("filters", filters);
    }

    /** Depthwise outputs for each input channel; 1 unless set. */
    public final T depthMultiplier(int count) {
        depthMultiplier = Options.positive("depth_multiplier", count);
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.put("filters", filters).put("depth_multiplier", depthMultiplier);
    }

    final T configure(LayerConfig config) {
        depthMultiplier(config.integer("depth_multiplier", 1));
        pointwiseInitializer = config.initializer("pointwise_initializer", pointwiseInitializer);
        return configureWindow(config, "depthwise_initializer");
    }

    @Override
    boolean knowsCausal() {
        return spatial == 1;
    }

    @Override
    void build(long channels) {
        depthwiseKernel = addKernel("depthwise_kernel", kernelShape(channels, depthMultiplier));
        Shape pointwise = Shape.of(ones().stream().mapToLong(Integer::longValue).toArray())
                .append(channels * depthMultiplier)
                .append(filters);
        pointwiseKernel = addWeight("pointwise_kernel", pointwise, pointwiseInitializer);
        addBias(filters);
    }

    @Override
    Value convolve(Value x) {
        Value y = Ops.apply(new DepthwiseConv(strides(), dilation(), padding()), x, depthwiseKernel.value());
        return Ops.apply(new Conv(ones(), ones(), Padding.VALID, 1), y, pointwiseKernel.value());
    }

    private List<Integer> ones() {
        return Collections.nCopies(spatial, 1);
    }
}
