package dev.markhor.layers;

import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.ops.Padding;
import dev.markhor.variable.Initializer;

/**
 * Long short-term memory whose products are convolutions: {@code [batch, steps, spatial..., channels] -> [batch, spatial..., filters]};
 * states h and c, of the output's shape.
 *
 * @param <T> the layer's own class
 */
public abstract class ConvLSTMLayer<T extends ConvLSTMLayer<T>> extends RecurrentLayer<T> {
    private final ConvLSTMCell cell;

    ConvLSTMLayer(int spatial, int filters, int... kernelSize) {
        this(new ConvLSTMCell(spatial, filters, kernelSize));
    }

    private ConvLSTMLayer(ConvLSTMCell cell) {
        super(cell);
        this.cell = cell;
    }

    /** Step of the input's window: one number for all spatial dimensions, or one each. 1 unless set. */
    public final T strides(int... steps) {
        cell.strides = Options.positive("strides", cell.spatial, steps);
        return self();
    }

    /** Distance of the elements of the input's window: one number for all spatial dimensions, or one each. 1 unless set. */
    public final T dilationRate(int... rates) {
        cell.dilation = Options.positive("dilation_rate", cell.spatial, rates);
        return self();
    }

    /**
     * Of the input: {@code valid} (unless set) or {@code same}.
     *
     * @throws IllegalArgumentException if it is none of these
     */
    public final T padding(String name) {
        cell.padding = Padding.of(name.toLowerCase(java.util.Locale.ROOT));
        return self();
    }

    /** {@code channels_last} (unless set) or {@code channels_first}: {@code [batch, steps, channels, spatial...]}. */
    public final T dataFormat(String name) {
        cell.channelsFirst = ChannelsFirst.parse(name);
        return self();
    }

    /**
     * {@code tanh} unless set.
     *
     * @throws IllegalArgumentException if Keras has no activation of this name
     */
    public final T activation(String name) {
        cell.activation = ActivationFunction.named(name);
        return self();
    }

    /**
     * The gates' function; {@code sigmoid} unless set.
     *
     * @throws IllegalArgumentException if Keras has no activation of this name
     */
    public final T recurrentActivation(String name) {
        cell.recurrentActivation = ActivationFunction.named(name);
        return self();
    }

    /** Whether a bias is added; true unless set. */
    public final T useBias(boolean flag) {
        cell.useBias = flag;
        return self();
    }

    /** Whether the forget gate's bias starts as ones; true unless set. */
    public final T unitForgetBias(boolean flag) {
        cell.unitForgetBias = flag;
        return self();
    }

    /** {@code glorot_uniform} unless set. */
    public final T kernelInitializer(Initializer initializer) {
        cell.kernelInitializer = initializer;
        return self();
    }

    /** {@code orthogonal} unless set. */
    public final T recurrentInitializer(Initializer initializer) {
        cell.recurrentInitializer = initializer;
        return self();
    }

    /** Zeros unless set. */
    public final T biasInitializer(Initializer initializer) {
        cell.biasInitializer = initializer;
        return self();
    }

    @Override
    public final boolean isChannelsFirst() {
        return cell.channelsFirst;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        cell.writeConfig(config);
    }

    final T configure(LayerConfig config) {
        cell.configure(config);
        return configureSequence(config);
    }

    @Override
    boolean knowsTimeMajor() {
        return false;
    }

    @Override
    protected void build(Inputs inputs) {
        if (!cell.isBuilt()) {
            cell.setDType(dtype());
        }
        super.build(inputs);
    }
}
