package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Slice;
import dev.markhor.tensor.Shape;

/**
 * Cuts the spatial dimensions at both ends.
 *
 * @param <T> the layer's own class
 */
public abstract class CroppingLayer<T extends CroppingLayer<T>> extends BaseLayer<T> {
    private final int spatial;
    private final Borders cropping;
    private boolean channelsFirst;

    CroppingLayer(int spatial, int... cropping) {
        this.spatial = spatial;
        this.cropping = Borders.of("cropping", spatial, cropping);
    }

    /** {@code channels_last} (unless set) or {@code channels_first}. */
    public final T dataFormat(String name) {
        channelsFirst = ChannelsFirst.parse(name);
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("cropping", spatial == 1 ? cropping.pairs().get(0) : cropping.pairs());
        if (spatial > 1) {
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
        for (int i = 0; i < spatial; i++) {
            int axis = ChannelsFirst.spatialAxis(channelsFirst) + i;
            if (!input.isFree(axis)
                    && input.dim(axis)
                            <= cropping.before().get(i) + cropping.after().get(i)) {
                throw new IllegalArgumentException(
                        "cropping " + cropping.before() + " and " + cropping.after() + " leaves nothing of " + input);
            }
        }
    }

    @Override
    protected Value call(Value x) {
        int first = ChannelsFirst.spatialAxis(channelsFirst);
        Value y = x;
        for (int i = 0; i < spatial; i++) {
            int before = cropping.before().get(i);
            int after = cropping.after().get(i);
            if (before != 0 || after != 0) {
                y = Ops.slice(y, first + i, before == 0 ? Slice.OPEN : before, after == 0 ? Slice.OPEN : -after, 1);
            }
        }
        return y;
    }
}
