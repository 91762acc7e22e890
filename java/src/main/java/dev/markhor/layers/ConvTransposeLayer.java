package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.ConvTranspose;
import dev.markhor.ops.Ops;
import dev.markhor.variable.Variable;
import java.util.List;

/**
 * Transposed convolution; kernel {@code [window..., filters, channels]}.
 *
 * @param <T> the layer's own class
 */
public abstract class ConvTransposeLayer<T extends ConvTransposeLayer<T>> extends WindowLayer<T> {
    private final int filters;
    private List<Integer> outputPadding = List.of();
    private Variable kernel;

    ConvTransposeLayer(int spatial, int filters, int... kernelSize) {
        super(spatial, kernelSize);
        this.filters = Options.positive("filters", filters);
    }

    /**
     * How much longer the output is than the shortest possible: one number for all spatial dimensions, or one each, less than the strides.
     */
    public final T outputPadding(int... amounts) {
        outputPadding = Options.list(Options.spread("output_padding", spatial, amounts));
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.put("filters", filters).put("output_padding", outputPadding.isEmpty() ? null : outputPadding);
    }

    final T configure(LayerConfig config) {
        if (config.has("output_padding")) {
            outputPadding(config.ints("output_padding", spatial));
        }
        return configureWindow(config, "kernel_initializer");
    }

    @Override
    void build(long channels) {
        for (int i = 0; i < outputPadding.size(); i++) {
            if (outputPadding.get(i) >= strides().get(i)) {
                throw new IllegalArgumentException(
                        "output_padding " + outputPadding + " must be less than strides " + strides());
            }
        }
        kernel = addKernel("kernel", kernelShape(filters, channels));
        addBias(filters);
    }

    @Override
    Value convolve(Value x) {
        return Ops.apply(new ConvTranspose(strides(), dilation(), isSame(), outputPadding), x, kernel.value());
    }
}
