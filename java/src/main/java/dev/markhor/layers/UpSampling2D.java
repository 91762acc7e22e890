package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Resize;
import dev.markhor.tensor.DType;
import java.util.List;

/** Enlarges images by whole factors: {@code [batch, height, width, channels] -> [batch, height * size, width * size, channels]}. */
public final class UpSampling2D extends BaseLayer<UpSampling2D> {
    private final List<Integer> size;
    private Resize.Interpolation interpolation = Resize.Interpolation.NEAREST;
    private boolean channelsFirst;

    /** @param size one factor for both dimensions, or one each; 2 if none is given */
    public UpSampling2D(int... size) {
        this.size = Options.positive("size", 2, size.length == 0 ? new int[] {2} : size);
    }

    /**
     * {@code nearest} (unless set), {@code bilinear}, {@code bicubic} or another that Keras has.
     *
     * @throws IllegalArgumentException if Keras has none of this name
     */
    public UpSampling2D interpolation(String name) {
        interpolation = Interpolations.of(name);
        return this;
    }

    /** {@code channels_last} (unless set) or {@code channels_first}. */
    public UpSampling2D dataFormat(String name) {
        channelsFirst = ChannelsFirst.parse(name);
        return this;
    }

    /** Where pixels are mixed, integers are computed as floating point numbers; Keras 3 rounds them. */
    @Override
    protected Value call(Value x, CallContext context) {
        Resize resize = new Resize(size.get(0), size.get(1), true, interpolation);
        boolean mixed =
                interpolation != Resize.Interpolation.NEAREST && !x.dtype().isFloating();
        Value images = mixed ? Ops.cast(Numbers.requireNumbers(x), DType.FLOAT32) : x;
        Value y = ChannelsFirst.around(channelsFirst, images, last -> Ops.apply(resize, last));
        return mixed && context.dialect().isKeras3() ? Interpolations.rounded(y, x.dtype()) : y;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("size", size).put("interpolation", interpolation).putDataFormat(channelsFirst);
    }

    static UpSampling2D fromConfig(LayerConfig config) {
        UpSampling2D layer = new UpSampling2D(config.ints("size", 2, 2));
        layer.interpolation = Interpolations.of(config.string("interpolation", "nearest"));
        layer.channelsFirst = config.channelsFirst();
        return layer;
    }
}
