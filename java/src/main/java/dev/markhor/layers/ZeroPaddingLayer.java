package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;

/**
 * Zeros around the spatial dimensions.
 *
 * @param <T> the layer's own class
 */
public abstract class ZeroPaddingLayer<T extends ZeroPaddingLayer<T>> extends BaseLayer<T> {
    private final int spatial;
    private final Borders padding;
    private boolean channelsFirst;

    ZeroPaddingLayer(int spatial, int... padding) {
        this.spatial = spatial;
        this.padding = Borders.of("padding", spatial, padding.length == 0 ? new int[] {1} : padding);
    }

    /** {@code channels_last} (unless set) or {@code channels_first}. */
    public final T dataFormat(String name) {
        channelsFirst = ChannelsFirst.parse(name);
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("padding", spatial == 1 ? padding.pairs().get(0) : padding.pairs());
        if (spatial > 1 || channelsFirst) {
            config.putDataFormat(channelsFirst);
        }
    }

    final T configure(LayerConfig config) {
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
        int first = ChannelsFirst.spatialAxis(channelsFirst);
        int[] before = new int[x.rank()];
        int[] after = new int[x.rank()];
        for (int i = 0; i < spatial; i++) {
            before[first + i] = padding.before().get(i);
            after[first + i] = padding.after().get(i);
        }
        return Ops.pad(x, before, after, 0);
    }
}
