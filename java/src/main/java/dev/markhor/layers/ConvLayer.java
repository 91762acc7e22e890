package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Conv;
import dev.markhor.ops.LeapingWindows;
import dev.markhor.ops.Ops;
import dev.markhor.variable.Variable;

/**
 * Convolution; kernel {@code [window..., channels / groups, filters]}.
 *
 * @param <T> the layer's own class
 */
public abstract class ConvLayer<T extends ConvLayer<T>> extends WindowLayer<T> {
    private final int filters;
    private int groups = 1;
    private Variable kernel;

    ConvLayer(int spatial, int filters, int... kernelSize) {
        super(spatial, kernelSize);
        this.filters = Options.positive("filters", filters);
    }

    /** Number of groups the channels are split into, each convolved by its own filters; 1 unless set. */
    public final T groups(int count) {
        groups = Options.positive("groups", count);
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.put("filters", filters).put("groups", groups);
    }

    final T configure(LayerConfig config) {
        groups(config.integer("groups", 1));
        return configureWindow(config, "kernel_initializer");
    }

    @Override
    boolean knowsCausal() {
        return spatial == 1;
    }

    @Override
    void build(long channels) {
        if (channels % groups != 0 || filters % groups != 0) {
            throw new IllegalArgumentException("channels and filters must be multiples of groups, got " + channels
                    + ", " + filters + " and " + groups);
        }
        kernel = addKernel("kernel", kernelShape(channels / groups, filters));
        addBias(filters);
    }

    @Override
    Value convolve(Value x) {
        Conv conv = new Conv(strides(), dilation(), padding(), groups);
        return Ops.apply(conv, LeapingWindows.cut(x, conv, kernel.value().shape()), kernel.value());
    }
}
