package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.ops.TakeAlongAxis;
import dev.markhor.ops.TopK;
import dev.markhor.tensor.DType;
import java.util.List;

/** Sorting along an axis. */
final class Sorting {
    private Sorting() {}

    static List<Value> topK(Arguments a) {
        return Ops.topK(a.tensor(), a.integer(1, "k", 1));
    }

    static Value sort(Value x, int axis, boolean descending) {
        int at = Axes.normalize(axis, x.rank());
        int last = x.rank() - 1;
        Value sorted = Ops.topK(Shapes.swapAxes(x, at, last), TopK.ALL).get(0);
        return Shapes.swapAxes(descending ? sorted : Ops.flip(sorted, last), at, last);
    }

    /** Equal elements keep their order. */
    static Value argsort(Value x, int axis, boolean descending) {
        int at = Axes.normalize(axis, x.rank());
        int last = x.rank() - 1;
        Value line = Shapes.swapAxes(x, at, last);
        Value key = descending ? line : Ops.negative(line.dtype() == DType.BOOL ? Ops.cast(line, DType.INT32) : line);
        return Shapes.swapAxes(Ops.topK(key, TopK.ALL).get(1), at, last);
    }

    /** Whether targets are among the {@code k} largest predictions: as few as {@code k - 1} are larger. */
    static Value inTopK(Value targets, Value predictions, int k) {
        Value column = Ops.expandDims(Ops.cast(targets, DType.INT32), -1);
        Value own = Ops.apply(new TakeAlongAxis(predictions.rank() - 1), predictions, column);
        Value larger = Ops.sum(Ops.cast(Ops.greater(predictions, own), DType.INT32), false, -1);
        return Ops.less(larger, Ops.constant(k, larger));
    }
}
