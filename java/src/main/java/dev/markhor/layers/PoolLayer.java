package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.LeapingWindows;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Padding;
import dev.markhor.ops.Pool;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * The largest or the average value of a window that slides over one to three spatial dimensions. Padding counts for neither.
 *
 * @param <T> the layer's own class
 */
public abstract class PoolLayer<T extends PoolLayer<T>> extends BaseLayer<T> {
    private final int spatial;
    private final boolean average;
    private final List<Integer> poolSize;
    private List<Integer> strides;
    private Padding padding = Padding.VALID;
    private boolean channelsFirst;

    PoolLayer(int spatial, boolean average, int... poolSize) {
        this.spatial = spatial;
        this.average = average;
        this.poolSize = Options.positive("pool_size", spatial, poolSize.length == 0 ? new int[] {2} : poolSize);
        this.strides = this.poolSize;
    }

    /** Step of the window: one number for all spatial dimensions, or one each. The window's size unless set. */
    public final T strides(int... steps) {
        strides = Options.positive("strides", spatial, steps);
        return self();
    }

    /**
     * {@code valid} (unless set) or {@code same}.
     *
     * @throws IllegalArgumentException if it is neither
     */
    public final T padding(String name) {
        padding = Padding.of(name);
        return self();
    }

    /** {@code channels_last} (unless set) or {@code channels_first}. */
    public final T dataFormat(String name) {
        channelsFirst = ChannelsFirst.parse(name);
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("pool_size", poolSize)
                .put("strides", strides)
                .put("padding", padding.equals(Padding.SAME) ? "same" : "valid")
                .putDataFormat(channelsFirst);
    }

    final T configure(LayerConfig config) {
        if (config.has("strides")) {
            strides(config.ints("strides", spatial));
        }
        padding(config.string("padding", "valid"));
        channelsFirst = config.channelsFirst();
        return self();
    }

    @Override
    protected void build(Shape input) {
        if (input.rank() != spatial + 2) {
            throw new IllegalArgumentException("needs an input of rank " + (spatial + 2) + ", got " + input);
        }
    }

    @Override
    protected Value call(Value x) {
        if (average) {
            Numbers.requireFloating(x);
        } else {
            Numbers.requireNumbers(x);
        }
        Pool pool = new Pool(average, poolSize, strides, padding);
        return ChannelsFirst.around(channelsFirst, x, last -> Ops.apply(pool, LeapingWindows.cut(last, pool)));
    }
}
