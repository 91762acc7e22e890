package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reduce;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.stream.IntStream;

/**
 * The largest or the average value over all spatial dimensions.
 *
 * @param <T> the layer's own class
 */
public abstract class GlobalPoolLayer<T extends GlobalPoolLayer<T>> extends BaseLayer<T> {
    private final int spatial;
    private final Reduce.Function function;
    private boolean keepDims;
    private boolean channelsFirst;

    GlobalPoolLayer(int spatial, Reduce.Function function) {
        this.spatial = spatial;
        this.function = function;
    }

    /** Whether the spatial dimensions stay, with size 1; false unless set. */
    public final T keepDims(boolean flag) {
        keepDims = flag;
        return self();
    }

    /** {@code channels_last} (unless set) or {@code channels_first}. */
    public final T dataFormat(String name) {
        channelsFirst = ChannelsFirst.parse(name);
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.putDataFormat(channelsFirst).put("keepdims", keepDims);
    }

    final T configure(LayerConfig config) {
        channelsFirst = config.channelsFirst();
        return keepDims(config.bool("keepdims", false));
    }

    final boolean keepsDims() {
        return keepDims;
    }

    final boolean channelsFirst() {
        return channelsFirst;
    }

    @Override
    protected void build(Shape input) {
        if (input.rank() != spatial + 2) {
            throw new IllegalArgumentException("needs an input of rank " + (spatial + 2) + ", got " + input);
        }
    }

    /** Keras 3 averages integers as floating point numbers. */
    @Override
    protected Value call(Value x, CallContext context) {
        return call(averaged(x, context));
    }

    final Value averaged(Value x, CallContext context) {
        boolean promotes = context.dialect().isKeras3() || x.dtype() == DType.BOOL;
        return function == Reduce.Function.MEAN && promotes ? Numbers.floating(x, DType.FLOAT32) : x;
    }

    @Override
    protected Value call(Value x) {
        int first = ChannelsFirst.spatialAxis(channelsFirst);
        return Ops.reduce(
                function, x, keepDims, IntStream.range(first, first + spatial).toArray());
    }
}
