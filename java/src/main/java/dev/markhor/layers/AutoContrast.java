package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * Stretches the values of each image to the whole value range: {@code [batch, height, width, channels]}, each channel by itself, to the same
 * shape. Channels of one value only stay. At inference too, as in Keras.
 */
public final class AutoContrast extends BaseLayer<AutoContrast> {
    private static final double MOST = 255;
    private double low;
    private double high = MOST;

    /** For values from 0 to 255, unless set otherwise. */
    public AutoContrast() {}

    /** The values that the images have, 0 to 255 unless set. */
    public AutoContrast valueRange(double smallest, double largest) {
        low = smallest;
        high = largest;
        return this;
    }

    @Override
    protected void build(Shape input) {
        if (input.rank() != 3 && input.rank() != 4) {
            throw new IllegalArgumentException("needs images of rank 4, or one of rank 3, got " + input);
        }
        if (!dtype().isFloating()) {
            throw new IllegalArgumentException("computes in a floating type, not in " + dtype().kerasName());
        }
    }

    /** Keras takes axes 1 and 2, whatever {@code data_format} is. */
    @Override
    protected Value call(Value x) {
        int first = x.rank() - 3;
        Value images = Ops.cast(x, dtype());
        Value wide = ranged() ? Ops.multiply(share(images, low, high - low), MOST) : images;
        Value smallest = Ops.reduce(Reduce.Function.MIN, wide, true, first, first + 1);
        Value largest = Ops.max(wide, true, first, first + 1);
        Value scale = Ops.divide(Ops.constant(MOST, wide), Ops.subtract(largest, smallest));
        Value offset = Ops.multiply(Ops.negative(smallest), scale);
        Value stretched = Ops.clip(Ops.add(Ops.multiply(wide, scale), offset), 0, MOST);
        Value y = ranged() ? Ops.add(Ops.multiply(share(stretched, 0, MOST), high - low), low) : stretched;
        return Ops.where(Ops.unary(Unary.Function.IS_NAN, y), images, y);
    }

    private boolean ranged() {
        return low != 0 || high != MOST;
    }

    private static Value share(Value x, double from, double width) {
        return Ops.divide(Ops.add(x, -from), Ops.constant(width, x));
    }

    @Override
    protected boolean autocast() {
        return false;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("value_range", List.of(low, high));
    }

    static AutoContrast fromConfig(LayerConfig config) {
        double[] range = ValueRange.read(config);
        return new AutoContrast().valueRange(range[0], range[1]);
    }
}
