package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reshape;

/** {@code [batch, ...] -> [batch, product of the others]}. */
public final class Flatten extends BaseLayer<Flatten> {
    private boolean channelsFirst;

    public Flatten() {}

    /** With {@code channels_first} the channels go last before flattening; {@code channels_last} unless set. */
    public Flatten dataFormat(String name) {
        channelsFirst = ChannelsFirst.parse(name);
        return this;
    }

    @Override
    protected Value call(Value x) {
        if (x.rank() == 1) {
            return Ops.expandDims(x, 1);
        }
        Value last = channelsFirst ? ChannelsFirst.toLast(x, 1) : x;
        return Ops.reshape(last, Reshape.copy(0), Reshape.INFER);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.putDataFormat(channelsFirst);
    }

    static Flatten fromConfig(LayerConfig config) {
        return new Flatten().dataFormat(config.channelsFirst() ? "channels_first" : "channels_last");
    }
}
