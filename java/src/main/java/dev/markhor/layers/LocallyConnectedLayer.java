package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Padding;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Variable;
import java.util.List;
import java.util.Locale;
import java.util.Optional;

/**
 * Convolution with a kernel of its own at every position, as Keras had it up to version 2. The form in which it keeps its kernel is called
 * its implementation.
 *
 * @param <T> the layer's own class
 */
public abstract class LocallyConnectedLayer<T extends LocallyConnectedLayer<T>> extends KernelLayer<T> {
    private final int spatial;
    private final int filters;
    private final List<Integer> kernelSize;
    private List<Integer> strides;
    private String padding = "valid";
    private boolean channelsFirst;
    private int implementation = 1;
    private LocalConnections connections;
    private Variable kernel;

    LocallyConnectedLayer(int spatial, int filters, int... kernelSize) {
        this.spatial = spatial;
        this.filters = Options.positive("filters", filters);
        this.kernelSize = Options.positive("kernel_size", spatial, kernelSize);
        this.strides = Options.positive("strides", spatial, 1);
    }

    /** Step of the window: one number for all spatial dimensions, or one each. 1 unless set. */
    public final T strides(int... steps) {
        strides = Options.positive("strides", spatial, steps);
        return self();
    }

    /** {@code valid} (unless set) or {@code same}, which implementation 1 does not have. */
    public final T padding(String name) {
        Padding.of(name);
        padding = name.toLowerCase(Locale.ROOT);
        return self();
    }

    /** {@code channels_last} (unless set) or {@code channels_first}. */
    public final T dataFormat(String name) {
        channelsFirst = ChannelsFirst.parse(name);
        return self();
    }

    /**
     * The kernel's form: 1 (unless set) for {@code [positions, window · channels, filters]}, 2 for all pairs of input and output elements,
     * 3 for the pairs that are connected, in one row.
     *
     * @throws IllegalArgumentException if it is another number
     */
    public final T implementation(int number) {
        if (number < 1 || number > 3) {
            throw new IllegalArgumentException("implementation must be 1, 2 or 3, got " + number);
        }
        implementation = number;
        return self();
    }

    final T configure(LayerConfig config) {
        configureKernel(config, "kernel_initializer");
        strides(config.ints("strides", spatial, 1));
        padding(config.string("padding", "valid"));
        implementation(config.integer("implementation", 1));
        channelsFirst = config.channelsFirst();
        return self();
    }

    @Override
    protected final void build(Shape input) {
        long channels = ChannelsFirst.channels(channelsFirst, input, spatial);
        int first = channelsFirst ? 2 : 1;
        Shape size = input.slice(first, first + spatial);
        if (!size.isStatic() || implementation == 1 && !padding.equals("valid")) {
            throw new IllegalArgumentException(
                    !size.isStatic()
                            ? "needs an input of known sizes, got " + input
                            : "implementation 1 has no padding 'same'");
        }
        LocalWindows windows = LocalWindows.of(size, kernelSize, strides, padding.equals("same"));
        connections = switch (implementation) {
            case 1 -> new LocalPatches(windows, channels, filters, channelsFirst);
            case 2 -> new LocalMatrix(windows, channels, filters, channelsFirst, false);
            default -> new LocalMatrix(windows, channels, filters, channelsFirst, true);
        };
        kernel = addKernel("kernel", connections.kernelShape());
        addBias(Optional.of(windows.outputs().append(filters)));
    }

    @Override
    protected final Value call(Value x, CallContext context) {
        Value y = connections.apply(x, kernel.value());
        return activated(channelsFirst ? biasedAs(y) : biased(y), context);
    }

    /** The bias is stored channels last; Keras reads it under the other shape without moving anything. */
    private Value biasedAs(Value y) {
        return bias().map(b ->
                        Ops.add(y, Ops.reshape(b, y.shape().slice(1, y.rank()).dims())))
                .orElse(y);
    }
}
