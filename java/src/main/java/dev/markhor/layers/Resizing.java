package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Resize;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;

/** Resizes images: {@code [batch, h, w, channels] -> [batch, height, width, channels]}. Half-pixel centres. */
public final class Resizing extends BaseLayer<Resizing> {
    private final int height;
    private final int width;
    private Resize.Interpolation interpolation = Resize.Interpolation.BILINEAR;
    private boolean cropToAspectRatio;
    private boolean padToAspectRatio;
    private double fillValue;
    private boolean antialias;
    private boolean channelsFirst;

    public Resizing(int height, int width) {
        this.height = Options.positive("height", height);
        this.width = Options.positive("width", width);
    }

    /**
     * {@code bilinear} (unless set), {@code nearest}, {@code bicubic} or another that Keras has.
     *
     * @throws IllegalArgumentException if Keras has none of this name
     */
    public Resizing interpolation(String name) {
        interpolation = Interpolations.of(name);
        return this;
    }

    /** Whether images are cut to the target's aspect ratio before; false unless set. */
    public Resizing cropToAspectRatio(boolean flag) {
        cropToAspectRatio = flag;
        return this;
    }

    /** Whether images are padded to the target's aspect ratio before; false unless set. */
    public Resizing padToAspectRatio(boolean flag) {
        padToAspectRatio = flag;
        return this;
    }

    /** Whether pixels that become smaller than those of the target are all mixed, not only the nearest ones; false unless set. */
    public Resizing antialias(boolean flag) {
        antialias = flag;
        return this;
    }

    /** {@code channels_last} (unless set) or {@code channels_first}. */
    public Resizing dataFormat(String name) {
        channelsFirst = ChannelsFirst.parse(name);
        return this;
    }

    @Override
    protected void build(Shape input) {
        if (input.rank() != 4) {
            throw new IllegalArgumentException("needs an input of rank 4, got " + input);
        }
    }

    /** Keras 2 gives the layer's type; Keras 3 that of the images, rounded where it is an integer. */
    @Override
    protected Value call(Value x, CallContext context) {
        boolean integers = context.dialect().isKeras3() && x.dtype().isInteger();
        if (integers && interpolation == Resize.Interpolation.NEAREST) {
            return ChannelsFirst.around(channelsFirst, x, this::resized);
        }
        Value images = Ops.cast(x, x.dtype().isFloating() ? x.dtype() : DType.FLOAT32);
        Value y = ChannelsFirst.around(channelsFirst, images, this::resized);
        return integers ? Interpolations.rounded(y, x.dtype()) : Ops.cast(y, dtype());
    }

    private Value resized(Value images) {
        Value x = images;
        if (cropToAspectRatio) {
            x = AspectRatio.crop(x, height, width);
        } else if (padToAspectRatio) {
            x = AspectRatio.pad(x, height, width, fillValue);
        }
        return Ops.apply(new Resize(height, width, false, interpolation, antialias), x);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("height", height)
                .put("width", width)
                .put("interpolation", interpolation)
                .put("crop_to_aspect_ratio", cropToAspectRatio)
                .put("pad_to_aspect_ratio", padToAspectRatio)
                .put(
                        "fill_value",
                        fillValue == (int) fillValue ? (Object) (int) fillValue : fillValue) // bytes take no 7.0
                .putDataFormat(channelsFirst);
        if (antialias) {
            config.put("antialias", true);
        }
    }

    static Resizing fromConfig(LayerConfig config) {
        Resizing layer = new Resizing(config.integer("height"), config.integer("width"))
                .cropToAspectRatio(config.bool("crop_to_aspect_ratio", false))
                .padToAspectRatio(config.bool("pad_to_aspect_ratio", false))
                .antialias(config.bool("antialias", false));
        layer.interpolation = Interpolations.of(config.string("interpolation", "bilinear"));
        layer.fillValue = config.number("fill_value", 0);
        layer.channelsFirst = config.channelsFirst();
        return layer;
    }
}
