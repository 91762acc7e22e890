package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Dialect;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import java.util.Optional;
import java.util.stream.IntStream;

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
        return Structure.of(of(inputs.single(), inputs.value(1, "mask").or(context::mask), context.dialect()));
    }

    /** Without a call of its own, for attention. */
    Value of(Value x, Optional<Value> given, Dialect dialect) {
        if (given.isEmpty()) {
            return softmax(x);
        }
        Value mask = Ops.cast(given.get(), DType.BOOL);
        if (!dialect.isKeras3()) {
            Value masked = Ops.cast(Ops.logicalNot(mask), x.dtype());
            return softmax(Ops.add(x, Ops.multiply(masked, LARGE_NEGATIVE)));
        }
        Value y = softmax(Ops.where(mask, x, Ops.constant(LARGE_NEGATIVE, x)));
        return Ops.where(mask, y, Ops.constant(0, y));
    }

    private Value softmax(Value x) {
        Numbers.requireFloating(x);
        int[] sorted = Axes.normalize(axes, x.rank());
        if (sorted.length == 1) {
            return Ops.softmax(x, sorted[0]);
        }
        return IntStream.of(sorted).anyMatch(x.shape()::isFree)
                ? byDefinition(x, sorted)
                : TrailingAxes.around(x, sorted, rows -> Ops.softmax(rows, -1));
    }

    /** Axes of free sizes do not become one. */
    private static Value byDefinition(Value x, int[] axes) {
        Value powers = Ops.exp(Ops.subtract(x, Ops.max(x, true, axes)));
        return Ops.divide(powers, Ops.sum(powers, true, axes));
    }

    @Override
    protected boolean takesMask() {
        return true;
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.putAxes("axis", axes);
    }

    static Softmax fromConfig(LayerConfig config) {
        return new Softmax(config.intList("axis", -1));
    }
}
