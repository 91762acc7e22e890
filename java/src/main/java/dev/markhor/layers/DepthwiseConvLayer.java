package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.DepthwiseConv;
import dev.markhor.ops.Ops;
import dev.markhor.variable.Variable;

/**
 * Each channel convolved by itself; kernel {@code [window..., channels, depth_multiplier]}, output channel
 * {@code channel * depth_multiplier + i}.
 *
 * @param <T> the layer's own class
 */
public abstract class DepthwiseConvLayer<T extends DepthwiseConvLayer<T>> extends WindowLayer<T> {
    private int depthMultiplier = 1;
    private Variable kernel;

    DepthwiseConvLayer(int spatial, int... kernelSize) {
        super(spatial, kernelSize);
    }

    /** Outputs for each input channel; 1 unless set. */
    public final T depthMultiplier(int count) {
        depthMultiplier = Options.positive("depth_multiplier", count);
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.put("depth_multiplier", depthMultiplier);
    }

    final T configure(LayerConfig config) {
        depthMultiplier(config.integer("depth_multiplier", 1));
        return configureWindow(config, "depthwise_initializer");
    }

    @Override
    void build(long channels) {
        kernel = addKernel("depthwise_kernel", kernelShape(channels, depthMultiplier));
        track("kernel", kernel); // its name in Keras 3
        addBias(channels * depthMultiplier);
    }

    @Override
    Value convolve(Value x) {
        return Ops.apply(new DepthwiseConv(strides(), dilation(), padding()), x, kernel.value());
    }
}
