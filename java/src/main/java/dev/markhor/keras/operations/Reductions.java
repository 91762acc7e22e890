package dev.markhor.keras.operations;

import static dev.markhor.keras.operations.Promotion.toFloat;

import dev.markhor.graph.Value;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Cumulate;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Reshape;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import java.util.Arrays;
import java.util.Optional;
import java.util.stream.IntStream;

/** Functions over axes: {@code axis} is one, a list, or absent for all of them. */
final class Reductions {
    private Reductions() {}

    /** Of {@code keras.ops}: small integers and truth values are summed as int32, the mean of integers is a floating number. */
    static Operation reduce(Reduce.Function function) {
        return Operation.of(a -> reduce(function, ready(function, a.tensor()), a));
    }

    /** Of TensorFlow, where integers stay what they are. */
    static Operation reduceAsIs(Reduce.Function function) {
        return Operation.of(a -> {
            Value x = a.tensor();
            boolean mean = function == Reduce.Function.MEAN && !x.dtype().isFloating();
            return mean ? Ops.cast(Elements.trunc(reduce(function, toFloat(x), a)), x.dtype()) : reduce(function, x, a);
        });
    }

    private static Value reduce(Reduce.Function function, Value x, Arguments a) {
        return Ops.reduce(function, x, keepDims(a), axes(a, x));
    }

    private static Value ready(Reduce.Function function, Value x) {
        return switch (function) {
            case MEAN -> toFloat(x);
            case ANY, ALL -> Elements.truth(x);
            case SUM, PRODUCT -> {
                boolean small = x.dtype() == DType.BOOL
                        || x.dtype().isInteger() && x.dtype().bytes() < 4;
                yield small ? Ops.cast(x, DType.INT32) : x;
            }
            default -> x;
        };
    }

    static boolean keepDims(Arguments a) {
        return a.flag(2, "keepdims", a.flag(2, "keep_dims", false));
    }

    static int[] axes(Arguments a, Value x) {
        Optional<int[]> given = a.integers(1, "axis").or(() -> a.integers(1, "axes"));
        return given.filter(axes -> axes.length > 0)
                .map(axes -> Axes.normalize(axes, x.rank()))
                .orElseGet(() -> IntStream.range(0, x.rank()).toArray());
    }

    /** Over one axis, or over the flattened tensor. */
    static Value argument(Reduce.Function function, Arguments a, int absent) {
        Value x = a.tensor();
        Optional<int[]> axis = a.integers(1, "axis");
        if (axis.isEmpty() && absent == ALL) {
            Value index = Ops.reduce(function, Ops.reshape(x, Reshape.INFER), false, 0);
            return keepDims(a) ? reshapeToOnes(index, x.rank()) : index;
        }
        return Ops.reduce(function, x, keepDims(a), axis.map(axes -> axes[0]).orElse(absent));
    }

    /** As an absent axis: the whole tensor, flattened. */
    static final int ALL = Integer.MIN_VALUE;

    private static Value reshapeToOnes(Value scalar, int rank) {
        long[] ones = new long[rank];
        Arrays.fill(ones, 1);
        return Ops.reshape(scalar, ones);
    }

    static Value variance(Arguments a) {
        Value x = toFloat(a.tensor());
        return variance(x, keepDims(a), axes(a, x));
    }

    static Value variance(Value x, boolean keepDims, int... axes) {
        Value difference = Ops.subtract(x, Ops.mean(x, true, axes));
        return Ops.mean(Ops.square(difference), keepDims, axes);
    }

    static Value logSumExp(Arguments a) {
        Value x = toFloat(a.tensor());
        int[] axes = axes(a, x);
        Value largest = Ops.max(x, true, axes);
        Value finite = Ops.unary(Unary.Function.IS_FINITE, largest);
        Value max = Ops.where(finite, largest, Ops.constant(0, largest)); // infinity - infinity would be NaN
        Value sum = Ops.add(Ops.log(Ops.sum(Ops.exp(Ops.subtract(x, max)), true, axes)), max);
        return keepDims(a) ? sum : Shapes.squeeze(sum, Optional.of(axes));
    }

    static Value countNonzero(Arguments a, DType dtype) {
        Value x = a.tensor();
        Value counted = Ops.cast(Ops.notEqual(x, Ops.constant(0, x)), DType.INT32);
        return Ops.cast(Ops.sum(counted, keepDims(a), axes(a, x)), dtype);
    }

    /** @param order 1, 2, infinite, or a text for the Euclidean norm */
    static Value norm(Value x, Object order, boolean keepDims, int... axes) {
        if (!(order instanceof Number number) || number.doubleValue() == 2) {
            return Ops.sqrt(Ops.sum(Ops.square(x), keepDims, axes));
        }
        double p = number.doubleValue();
        if (axes.length > 1) {
            throw new IllegalArgumentException("a matrix norm of order " + p + " is not supported");
        }
        Value size = Ops.abs(x);
        if (p == 0) {
            return Ops.sum(Ops.cast(Ops.notEqual(x, Ops.constant(0, x)), x.dtype()), keepDims, axes);
        }
        if (Double.isInfinite(p)) {
            return Ops.reduce(p > 0 ? Reduce.Function.MAX : Reduce.Function.MIN, size, keepDims, axes);
        }
        if (p == 1) {
            return Ops.sum(size, keepDims, axes);
        }
        Value sum = Ops.sum(Ops.power(size, Ops.constant(p, x)), keepDims, axes);
        return Ops.power(sum, Ops.constant(1 / p, x));
    }

    static Value l2Normalize(Value x, double epsilon, int... axes) {
        Value sum = Ops.sum(Ops.square(x), true, axes);
        return Ops.multiply(x, Ops.rsqrt(Ops.maximum(sum, Ops.constant(epsilon, x))));
    }

    static Value cumulate(Cumulate.Function function, Value x, int axis, boolean exclusive, boolean reverse) {
        Value ready = x.dtype() == DType.BOOL ? Ops.cast(x, DType.INT32) : x;
        return Ops.apply(new Cumulate(function, Axes.normalize(axis, x.rank()), exclusive, reverse), ready);
    }

    /** Keras flattens without an axis. */
    static Value cumulate(Cumulate.Function function, Arguments a) {
        Value x = a.tensor();
        DType dtype = a.dtype(2, "dtype", x.dtype());
        boolean flat = a.any(1, "axis").isEmpty();
        Value line = flat ? Ops.reshape(x, Reshape.INFER) : x;
        return cumulate(function, Ops.cast(line, dtype), a.integer(1, "axis", 0), false, false);
    }
}
