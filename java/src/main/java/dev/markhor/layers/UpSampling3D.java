package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * Repeats the elements of volumes: {@code [batch, depth, height, width, channels]}, each spatial dimension multiplied by its factor.
 */
public final class UpSampling3D extends BaseLayer<UpSampling3D> {
    private final List<Integer> size;
    private boolean channelsFirst;

    /** @param size one factor for all dimensions, or one each; 2 if none is given */
    public UpSampling3D(int... size) {
        this.size = Options.positive("size", 3, size.length == 0 ? new int[] {2} : size);
    }

    /** {@code channels_last} (unless set) or {@code channels_first}. */
    public UpSampling3D dataFormat(String name) {
        channelsFirst = ChannelsFirst.parse(name);
        return this;
    }

    @Override
    protected void build(Shape input) {
        if (input.rank() != 5) {
            throw new IllegalArgumentException("needs an input of rank 5, got " + input);
        }
    }

    @Override
    protected Value call(Value x) {
        Value y = x;
        for (int i = 0; i < 3; i++) {
            y = Ops.repeat(y, size.get(i), ChannelsFirst.spatialAxis(channelsFirst) + i);
        }
        return y;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("size", size).putDataFormat(channelsFirst);
    }

    static UpSampling3D fromConfig(LayerConfig config) {
        UpSampling3D layer = new UpSampling3D(config.ints("size", 3, 2));
        layer.channelsFirst = config.channelsFirst();
        return layer;
    }
}
