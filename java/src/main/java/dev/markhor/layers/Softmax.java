package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import java.util.Optional;

/**
 * Softmax over one or several axes. With a mask (which broadcasts to the input) the other elements share the sum; where all are masked,
 * Keras 3 gives zeros and Keras 2 treats all alike.
 */
public final class Softmax extends BaseLayer<Softmax> {
    private static final double LARGE_NEGATIVE = -1e9;

    private final int[] axes;

    /** @param axes the last one if none is given */
    public Softmax(int... axes) {
        this.axes = axes.length == 0 ? new int[] {-1} : axes.clone();
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value x = inputs.single();
        Optional<Value> mask = inputs.value(1, "mask").or(context::mask).map(m -> Ops.cast(m, DType.BOOL));
        if (mask.isEmpty()) {
            return Structure.of(softmax(x));
        }
        if (!context.dialect().isKeras3()) {
            Value masked = Ops.cast(Ops.logicalNot(mask.get()), x.dtype());
            return Structure.of(softmax(Ops.add(x, Ops.multiply(masked, LARGE_NEGATIVE))));
        }
        Value y = softmax(Ops.where(mask.get(), x, Ops.constant(LARGE_NEGATIVE, x)));
        return Structure.of(Ops.where(mask.get(), y, Ops.constant(0, y)));
    }

    private Value softmax(Value x) {
        int[] sorted = Axes.normalize(axes, x.rank());
        return sorted.length == 1
                ? Ops.softmax(x, sorted[0])
                : TrailingAxes.around(x, sorted, rows -> Ops.softmax(rows, -1));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    static Softmax fromConfig(LayerConfig config) {
        return new Softmax(config.intList("axis", -1));
    }
}
