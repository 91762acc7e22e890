package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Padding;
import dev.markhor.tensor.Shape;
import java.util.List;
import java.util.Locale;

/**
 * Convolutions of every kind: a window that slides over one to three spatial dimensions.
 *
 * @param <T> the layer's own class
 */
public abstract class WindowLayer<T extends WindowLayer<T>> extends KernelLayer<T> {
    final int spatial;
    private final List<Integer> kernelSize;
    private List<Integer> strides;
    private List<Integer> dilation;
    private String padding = "valid";
    private boolean channelsFirst;

    WindowLayer(int spatial, int... kernelSize) {
        this.spatial = spatial;
        this.kernelSize = Options.positive("kernel_size", spatial, kernelSize);
        this.strides = Options.positive("strides", spatial, 1);
        this.dilation = Options.positive("dilation_rate", spatial, 1);
    }

    /** Step of the window: one number for all spatial dimensions, or one each. 1 unless set. */
    public final T strides(int... steps) {
        strides = Options.positive("strides", spatial, steps);
        return self();
    }

    /** Distance of the window's elements: one number for all spatial dimensions, or one each. 1 unless set. */
    public final T dilationRate(int... rates) {
        dilation = Options.positive("dilation_rate", spatial, rates);
        return self();
    }

    /**
     * {@code valid} (unless set) or {@code same}; over time also {@code causal}, where the layer knows it.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public final T padding(String name) {
        String chosen = name.toLowerCase(Locale.ROOT);
        if (!(chosen.equals("causal") && knowsCausal())) {
            Padding.of(chosen);
        }
        padding = chosen;
        return self();
    }

    /** {@code channels_last} (unless set) or {@code channels_first}. */
    public final T dataFormat(String name) {
        channelsFirst = ChannelsFirst.parse(name);
        return self();
    }

    /** Whether kernels in files of Keras 1 may lie channels first. */
    @Override
    public final boolean isChannelsFirst() {
        return channelsFirst;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        writeKernel(config);
        config.put("kernel_size", kernelSize)
                .put("strides", strides)
                .put("dilation_rate", dilation)
                .put("padding", padding)
                .putDataFormat(channelsFirst);
    }

    /** Reads the options above and those of {@link KernelLayer}. */
    final T configureWindow(LayerConfig config, String kernelInitializerKey) {
        configureKernel(config, kernelInitializerKey);
        strides(config.ints("strides", spatial, 1));
        dilationRate(config.ints("dilation_rate", spatial, 1));
        padding(config.string("padding", "valid"));
        channelsFirst = config.channelsFirst();
        return self();
    }

    boolean knowsCausal() {
        return false;
    }

    /** Creates variables for this many input channels. */
    abstract void build(long channels);

    /** Slides the window over {@code [batch, spatial..., channels]}. */
    abstract Value convolve(Value x);

    @Override
    protected final void build(Shape input) {
        build(ChannelsFirst.channels(channelsFirst, input, spatial));
    }

    @Override
    protected final Value call(Value x, CallContext context) {
        // element by element the activation may as well come before the axes are turned back, where it is fused
        boolean inside = activationIsElementwise();
        Value y = ChannelsFirst.around(channelsFirst, x, last -> {
            Value result = biased(convolve(last));
            return inside ? activated(result, context) : result;
        });
        return inside ? y : activated(y, context);
    }

    /** {@code [window..., a, b]}. */
    final Shape kernelShape(long a, long b) {
        return windowShape().append(a).append(b);
    }

    final Shape windowShape() {
        long[] dims = new long[spatial];
        for (int i = 0; i < spatial; i++) {
            dims[i] = kernelSize.get(i);
        }
        return Shape.of(dims);
    }

    final List<Integer> strides() {
        return strides;
    }

    final List<Integer> dilation() {
        return dilation;
    }

    final boolean isSame() {
        return padding.equals("same");
    }

    final Padding padding() {
        return padding.equals("causal") ? Padding.causal(kernelSize.get(0), dilation.get(0)) : Padding.of(padding);
    }
}
