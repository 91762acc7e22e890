package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Resize;
import dev.markhor.tensor.DType;

/**
 * Cuts a random part of images {@code [batch, h, w, channels]} in training. At inference Keras 3 gives them back as they are; Keras 2 cuts them
 * to the aspect ratio {@code height : width} around their centre, and resizes that to {@code [batch, height, width, channels]}.
 */
public final class RandomCrop extends BaseLayer<RandomCrop> {
    private final int height;
    private final int width;

    public RandomCrop(int height, int width) {
        this.height = Options.positive("height", height);
        this.width = Options.positive("width", width);
    }

    @Override
    protected Value call(Value x, CallContext context) {
        if (context.dialect().isKeras3()) {
            return x;
        }
        Value images = Ops.cast(Ops.cast(x, dtype()), dtype().isFloating() ? dtype() : DType.FLOAT32);
        Value cut = AspectRatio.crop(images, height, width);
        return Ops.cast(Ops.apply(new Resize(height, width, false, Resize.Interpolation.BILINEAR), cut), dtype());
    }

    @Override
    protected boolean autocast() {
        return false;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("height", height).put("width", width);
    }

    static RandomCrop fromConfig(LayerConfig config) {
        return new RandomCrop(config.integer("height"), config.integer("width"));
    }
}
