package dev.markhor.keras.config;

import dev.markhor.graph.Value;
import dev.markhor.model.Structure;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Binary;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Reshape;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Operations that Keras 3 and TensorFlow have under different names; what differs are the names of their arguments. */
final class Computations {
    private static final int MOST_CLASSES = 1 << 24;
    private static final int MOST_PARTS = 1 << 14;

    private Computations() {}

    static Operation unary(Unary.Function function, double... constants) {
        return Operation.of(a -> Ops.unary(function, a.tensor(), constants));
    }

    /** For functions that make floating numbers of integers. */
    static Operation floating(Unary.Function function) {
        return Operation.of(a -> Ops.unary(function, toFloat(a.tensor())));
    }

    static Operation binary(Binary.Function function, String first, String second) {
        return Operation.of(a -> {
            List<Value> operands = a.operands(first, second);
            return Ops.binary(function, operands.get(0), operands.get(1));
        });
    }

    static Operation divide(String first, String second) {
        return Operation.of(a -> {
            List<Value> operands = a.operands(first, second);
            return Ops.divide(toFloat(operands.get(0)), toFloat(operands.get(1)));
        });
    }

    static Operation reduce(Reduce.Function function, String axis) {
        return Operation.of(a -> {
            Value x = a.tensor();
            if (function == Reduce.Function.MEAN) {
                x = toFloat(x);
            }
            if (function == Reduce.Function.SUM && x.dtype() == DType.BOOL) {
                x = Ops.cast(x, DType.INT32);
            }
            return Ops.reduce(function, x, a.flag(99, "keepdims", false), axes(a.integers(1, axis), x));
        });
    }

    /** Over one axis, or over the flattened tensor. */
    static Operation argument(Reduce.Function function) {
        return Operation.of(a -> {
            Optional<int[]> axis = a.integers(1, "axis");
            Value x = axis.isPresent() ? a.tensor() : Ops.reshape(a.tensor(), Reshape.INFER);
            return Ops.reduce(function, x, a.flag(99, "keepdims", false), axis.isPresent() ? axis.get()[0] : 0);
        });
    }

    static Operation variance(boolean root) {
        return Operation.of(a -> {
            Value x = toFloat(a.tensor());
            int[] axes = axes(a.integers(1, "axis"), x);
            Value difference = Ops.subtract(x, Ops.mean(x, true, axes));
            Value variance = Ops.mean(Ops.square(difference), a.flag(99, "keepdims", false), axes);
            return root ? Ops.sqrt(variance) : variance;
        });
    }

    static Value toFloat(Value x) {
        return x.dtype().isFloating() ? x : Ops.cast(x, DType.FLOAT32);
    }

    private static int[] axes(Optional<int[]> given, Value x) {
        return given.filter(axes -> axes.length > 0)
                .orElseGet(() -> IntStream.range(0, x.rank()).toArray());
    }

    // ---- shape

    static Operation reshape(String shape) {
        return Operation.of(a -> {
            List<Object> sizes = a.list(1, shape).orElseThrow(() -> new IllegalArgumentException("no target shape"));
            return reshape(a.tensor(), sizes);
        });
    }

    /** Free sizes are inferred; with several, the first stands for the batch. */
    private static Value reshape(Value x, List<Object> sizes) {
        long[] target = new long[sizes.size()];
        int free = 0;
        for (int i = 0; i < target.length; i++) {
            Object size = sizes.get(i);
            target[i] = size == null ? -1 : Arguments.integer("shape", size);
            free += target[i] == -1 ? 1 : 0;
        }
        if (free > 1 && target[0] == -1) {
            target[0] = Reshape.copy(0);
        }
        return Ops.reshape(x, target);
    }

    static Value transpose(Value x, Optional<int[]> axes) {
        int rank = x.rank();
        return Ops.transpose(
                x,
                axes.map(given -> Arrays.stream(given)
                                .map(axis -> Axes.normalize(axis, rank))
                                .toArray())
                        .orElseGet(() ->
                                IntStream.range(0, rank).map(i -> rank - 1 - i).toArray()));
    }

    static Value expandDims(Value x, int[] axes) {
        int rank = x.rank() + axes.length;
        Value result = x;
        for (int axis : Arrays.stream(axes)
                .map(axis -> axis < 0 ? axis + rank : axis)
                .sorted()
                .toArray()) {
            result = Ops.expandDims(result, axis);
        }
        return result;
    }

    static Value squeeze(Value x, Optional<int[]> axes) {
        int rank = x.rank();
        int[] dropped = axes.filter(given -> given.length > 0)
                .map(given -> Arrays.stream(given)
                        .map(axis -> axis < 0 ? axis + rank : axis)
                        .sorted()
                        .toArray())
                .orElseGet(() -> IntStream.range(0, rank)
                        .filter(axis -> x.shape().dim(axis) == 1)
                        .toArray());
        Value result = x;
        for (int i = dropped.length - 1; i >= 0; i--) {
            result = Ops.squeeze(result, dropped[i]);
        }
        return result;
    }

    static Value swapAxes(Value x, int first, int second) {
        int[] order = IntStream.range(0, x.rank()).toArray();
        int a = Axes.normalize(first, x.rank());
        int b = Axes.normalize(second, x.rank());
        order[a] = b;
        order[b] = a;
        return Ops.transpose(x, order);
    }

    static Value moveAxes(Value x, int[] source, int[] destination) {
        Integer[] order = new Integer[x.rank()];
        List<Integer> rest =
                new ArrayList<>(IntStream.range(0, x.rank()).boxed().toList());
        for (int i = 0; i < source.length; i++) {
            int from = Axes.normalize(source[i], x.rank());
            order[Axes.normalize(destination[i], x.rank())] = from;
            rest.remove(Integer.valueOf(from));
        }
        for (int i = 0; i < order.length; i++) {
            if (order[i] == null) {
                order[i] = rest.remove(0);
            }
        }
        return Ops.transpose(x, Arrays.stream(order).mapToInt(Integer::intValue).toArray());
    }

    static Value concatenate(List<Value> values, int axis) {
        List<Value> common = new ArrayList<>(values);
        for (int i = 1; i < common.size(); i++) {
            List<Value> pair = Promotion.common(common.get(0), common.get(i));
            common.set(0, pair.get(0));
            common.set(i, pair.get(1));
        }
        DType type = common.get(0).dtype();
        return Ops.concatenate(
                common.stream().map(value -> Ops.cast(value, type)).toList(), axis);
    }

    static Value stack(List<Value> values, int axis) {
        int at = axis < 0 ? axis + values.get(0).rank() + 1 : axis;
        return concatenate(
                values.stream().map(value -> Ops.expandDims(value, at)).toList(), at);
    }

    /** @param sections a number of equal parts, or the indices between parts */
    static Structure<Value> split(Value x, Object sections, int axis) {
        int at = Axes.normalize(axis, x.rank());
        long size = x.shape().dim(at);
        List<Long> bounds = new ArrayList<>(List.of(0L));
        if (sections instanceof List<?> indices) {
            indices.forEach(index -> bounds.add((long) Arguments.integer("indices", index)));
        } else {
            int parts = Arguments.integer("sections", sections);
            if (parts < 1 || parts > MOST_PARTS || size == Shape.FREE || size % parts != 0) {
                throw new IllegalArgumentException("axis " + at + " of " + x.shape() + " does not split into " + parts);
            }
            for (int i = 1; i < parts; i++) {
                bounds.add(size / parts * i);
            }
        }
        List<Value> parts = new ArrayList<>();
        for (int i = 0; i < bounds.size(); i++) {
            long stop = i + 1 < bounds.size() ? bounds.get(i + 1) : dev.markhor.ops.Slice.OPEN;
            parts.add(Ops.slice(x, at, bounds.get(i), stop, 1));
        }
        return Structure.list(parts);
    }

    static Value tile(Value x, int[] repeats) {
        int[] full = new int[x.rank()];
        Arrays.fill(full, 1);
        if (repeats.length > full.length) {
            throw new IllegalArgumentException("more repeats than axes: " + Arrays.toString(repeats));
        }
        System.arraycopy(repeats, 0, full, full.length - repeats.length, repeats.length);
        return Ops.tile(x, full);
    }

    static Value flip(Value x, Optional<int[]> axes) {
        Value result = x;
        for (int axis : axes.orElseGet(() -> IntStream.range(0, x.rank()).toArray())) {
            result = Ops.flip(result, axis);
        }
        return result;
    }

    /** @param widths a pair for each axis, one pair for all, or one number */
    static Value pad(Value x, Object widths, double value) {
        int[] before = new int[x.rank()];
        int[] after = new int[x.rank()];
        for (int axis = 0; axis < x.rank(); axis++) {
            Object width = widths;
            if (width instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof List<?>) {
                width = list.get(list.size() == 1 ? 0 : axis);
            }
            boolean pair = width instanceof List<?>;
            before[axis] = Arguments.integer("pad_width", pair ? ((List<?>) width).get(0) : width);
            after[axis] = Arguments.integer("pad_width", pair ? ((List<?>) width).get(1) : width);
        }
        return Ops.pad(x, before, after, value);
    }

    // ---- others

    static Value clip(Value x, double min, double max) {
        return Ops.clip(x, min, max);
    }

    static Value oneHot(Value indices, int classes, int axis, DType type, double on, double off) {
        if (classes < 1 || classes > MOST_CLASSES) {
            throw new IllegalArgumentException("one-hot vectors of " + classes + " classes");
        }
        Value numbers = Ops.constant(Tensor.of(IntStream.range(0, classes).toArray(), classes));
        Value hit = Ops.equal(Ops.expandDims(Ops.cast(indices, DType.INT32), -1), numbers);
        Value hot = Ops.cast(hit, type);
        if (on != 1 || off != 0) {
            hot = Ops.unary(Unary.Function.AFFINE, hot, on - off, off);
        }
        int last = hot.rank() - 1;
        int at = axis < 0 ? axis + hot.rank() : axis;
        return at == last ? hot : moveAxes(hot, new int[] {last}, new int[] {at});
    }

    /** Nothing is less than itself, not even NaN. */
    static Value zerosLike(Value x) {
        return Ops.cast(Ops.less(x, x), x.dtype());
    }

    static Value onesLike(Value x) {
        return Ops.cast(Ops.logicalNot(Ops.less(x, x)), x.dtype());
    }

    static Value l2Normalize(Value x, int[] axes, double epsilon) {
        Value sum = Ops.sum(Ops.square(x), true, axes);
        return Ops.multiply(x, Ops.rsqrt(Ops.maximum(sum, Ops.constant(epsilon, x))));
    }

    static Value logSumExp(Value x, boolean keepDims, int[] axes) {
        Value max = Ops.max(x, true, axes);
        Value sum = Ops.add(Ops.log(Ops.sum(Ops.exp(Ops.subtract(x, max)), true, axes)), max);
        return keepDims ? sum : squeeze(sum, Optional.of(axes));
    }

    static int[] axesOf(Arguments a, int index, String name, Value x) {
        return axes(a.integers(index, name), x);
    }
}
