package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Resize;
import dev.markhor.tensor.Shape;

/**
 * The centre of images: {@code [batch, h, w, channels] -> [batch, height, width, channels]}. Images that are too small are enlarged,
 * keeping their aspect ratio.
 */
public final class CenterCrop extends BaseLayer<CenterCrop> {
    private final int height;
    private final int width;
    private boolean channelsFirst;

    public CenterCrop(int height, int width) {
        this.height = Options.positive("height", height);
        this.width = Options.positive("width", width);
    }

    /** {@code channels_last} (unless set) or {@code channels_first}. */
    public CenterCrop dataFormat(String name) {
        channelsFirst = ChannelsFirst.parse(name);
        return this;
    }

    @Override
    protected void build(Shape input) {
        int first = ChannelsFirst.spatialAxis(channelsFirst);
        if (input.rank() != 4 || input.isFree(first) || input.isFree(first + 1)) {
            throw new IllegalArgumentException("needs an input of rank 4 with a known height and width, got " + input);
        }
    }

    @Override
    protected Value call(Value x) {
        return ChannelsFirst.around(channelsFirst, Ops.cast(x, dtype()), this::cropped);
    }

    private Value cropped(Value x) {
        long top = Math.floorDiv(x.shape().dim(1) - height, 2);
        long left = Math.floorDiv(x.shape().dim(2) - width, 2);
        if (x.shape().dim(1) < height || x.shape().dim(2) < width) {
            Value cut = AspectRatio.crop(x, height, width);
            return Ops.apply(new Resize(height, width, false, Resize.Interpolation.BILINEAR), cut);
        }
        return Ops.slice(Ops.slice(x, 1, top, top + height, 1), 2, left, left + width, 1);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("height", height).put("width", width).putDataFormat(channelsFirst);
    }

    static CenterCrop fromConfig(LayerConfig config) {
        return new CenterCrop(config.integer("height"), config.integer("width"))
                .dataFormat(config.channelsFirst() ? "channels_first" : "channels_last");
    }
}
