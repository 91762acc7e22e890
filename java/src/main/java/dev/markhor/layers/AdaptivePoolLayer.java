package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Size;
import dev.markhor.ops.SizedSlice;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;

/**
 * The largest or the average value of windows that divide each spatial dimension into a given number of parts: part {@code i} of
 * {@code n} reaches from {@code floor(i * size / n)} to {@code ceil((i + 1) * size / n)}, so that parts may overlap.
 *
 * @param <T> the layer's own class
 */
public abstract class AdaptivePoolLayer<T extends AdaptivePoolLayer<T>> extends BaseLayer<T> {
    private static final int LARGEST_OUTPUT = 4096;

    private final int spatial;
    private final Reduce.Function function;
    private final List<Integer> outputSize;
    private boolean channelsFirst;

    AdaptivePoolLayer(int spatial, Reduce.Function function, int... outputSize) {
        this.spatial = spatial;
        this.function = function;
        this.outputSize = Options.positive("output_size", spatial, outputSize);
        for (int size : this.outputSize) {
            if (size > LARGEST_OUTPUT) { // each window is an op
                throw new IllegalArgumentException("output_size may be at most " + LARGEST_OUTPUT + ", got " + size);
            }
        }
    }

    /** {@code channels_last} (unless set) or {@code channels_first}. */
    public final T dataFormat(String name) {
        channelsFirst = ChannelsFirst.parse(name);
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("output_size", outputSize).putDataFormat(channelsFirst);
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
        Value y = function == Reduce.Function.MEAN ? Numbers.requireFloating(x) : Numbers.requireNumbers(x);
        for (int i = 0; i < spatial; i++) { // the mean of a box is the mean of its rows' means
            y = pooled(y, ChannelsFirst.spatialAxis(channelsFirst) + i, outputSize.get(i));
        }
        return y;
    }

    private Value pooled(Value x, int axis, int parts) {
        List<Value> results = new ArrayList<>();
        for (long i = 0; i < parts; i++) {
            Value part = Ops.apply(
                    new SizedSlice(axis, bound(axis, i, parts, 0), bound(axis, i + 1, parts, parts - 1), 1), x);
            results.add(Ops.reduce(function, part, true, axis));
        }
        return results.size() == 1 ? results.get(0) : Ops.concatenate(results, axis);
    }

    /** {@code floor((i * size + rounding) / parts)} of a size that may be known only once the model is called. */
    private static Size bound(int axis, long i, int parts, int rounding) {
        Size scaled = Size.combine(Size.Function.MULTIPLY, new Size.Dim(0, axis), Size.of(i));
        Size rounded = Size.combine(Size.Function.ADD, scaled, Size.of(rounding));
        return Size.combine(Size.Function.FLOOR_DIVIDE, rounded, Size.of(parts));
    }
}
