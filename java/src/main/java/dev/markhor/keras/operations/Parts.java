package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Pad;
import dev.markhor.ops.Reshape;
import dev.markhor.ops.Size;
import dev.markhor.ops.SizedSlice;
import dev.markhor.ops.SizedTile;
import dev.markhor.ops.Slice;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.stream.IntStream;

/** Functions that take tensors apart, put them together, and move or repeat their elements. */
final class Parts {
    private static final int MOST_CLASSES = 1 << 24;
    private static final int MOST_PARTS = 1 << 14;

    private Parts() {}

    static Value concatenate(List<Value> values, int axis) {
        return Ops.concatenate(Promotion.common(values), axis);
    }

    static Value stack(List<Value> values, int axis) {
        int at = axis < 0 ? axis + values.get(0).rank() + 1 : axis;
        return concatenate(
                values.stream().map(value -> Ops.expandDims(value, at)).toList(), at);
    }

    static List<Value> unstack(Value x, int axis) {
        int at = Axes.normalize(axis, x.rank());
        long size = x.shape().dim(at);
        if (size < 1 || size > MOST_PARTS) {
            throw new IllegalArgumentException("axis " + at + " of " + x.shape() + " is not taken apart");
        }
        List<Value> parts = new ArrayList<>();
        for (long i = 0; i < size; i++) {
            parts.add(Ops.squeeze(Ops.slice(x, at, i, i + 1, 1), at));
        }
        return parts;
    }

    /** @param sections a number of equal parts, or the indices between parts */
    static List<Value> split(Value x, Object sections, int axis) {
        int at = Axes.normalize(axis, x.rank());
        long size = x.shape().dim(at);
        List<Long> bounds = new ArrayList<>(List.of(0L));
        if (sections instanceof List<?> indices) {
            indices.forEach(index -> bounds.add((long) Constants.integer("indices", index)));
        } else {
            int parts = Constants.integer("sections", sections);
            if (parts < 1 || parts > MOST_PARTS || size == Shape.FREE || size % parts != 0) {
                throw new IllegalArgumentException("axis " + at + " of " + x.shape() + " does not split into " + parts);
            }
            for (int i = 1; i < parts; i++) {
                bounds.add(size / parts * i);
            }
        }
        List<Value> parts = new ArrayList<>();
        for (int i = 0; i < bounds.size(); i++) {
            long stop = i + 1 < bounds.size() ? bounds.get(i + 1) : Slice.OPEN;
            parts.add(Ops.slice(x, at, bounds.get(i), stop, 1));
        }
        return parts;
    }

    /** @param sizes of the parts, one of which may be -1 for what is left, or a number of equal parts */
    static List<Value> splitBySizes(Value x, Object sizes, int axis) {
        if (!(sizes instanceof List<?> list)) {
            return split(x, sizes, axis);
        }
        int[] parts =
                list.stream().mapToInt(size -> Constants.integer("size", size)).toArray();
        int rest = Math.toIntExact(x.shape().dim(Axes.normalize(axis, x.rank()))
                - Arrays.stream(parts).filter(size -> size >= 0).sum());
        List<Object> indices = new ArrayList<>();
        int end = 0;
        for (int i = 0; i + 1 < parts.length; i++) {
            end += parts[i] < 0 ? rest : parts[i];
            indices.add(end);
        }
        return split(x, indices, axis);
    }

    static Value tile(Value x, Object repeats) {
        Sizing sizing = new Sizing(x);
        List<Size> sizes = new ArrayList<>(sizing.sizes(repeats));
        if (sizes.size() > x.rank()) {
            Value wide = Shapes.atLeast(x, sizes.size());
            return tile(wide, repeats);
        }
        sizes.addAll(0, Collections.nCopies(x.rank() - sizes.size(), Size.of(1)));
        return sizing.apply(new SizedTile(sizes));
    }

    /** Without an axis, elements of the flattened tensor. */
    static Value repeat(Arguments a) {
        Value x = a.any(2, "axis").isPresent() ? a.tensor() : Ops.reshape(a.tensor(), Reshape.INFER);
        int[] repeats = a.requiredIntegers(1, "repeats");
        if (repeats.length != 1) {
            throw new IllegalArgumentException("a number of repeats for each element is not supported");
        }
        return Ops.repeat(x, repeats[0], a.integer(2, "axis", 0));
    }

    static Value flip(Value x, Optional<int[]> axes) {
        Value result = x;
        for (int axis : axes.orElseGet(() -> IntStream.range(0, x.rank()).toArray())) {
            result = Ops.flip(result, axis);
        }
        return result;
    }

    static Value roll(Value x, int shift, int axis) {
        int at = Axes.normalize(axis, x.rank());
        long size = x.shape().dim(at);
        if (size == Shape.FREE) {
            return rollFree(x, shift, at);
        }
        long from = size == 0 ? 0 : Math.floorMod(-(long) shift, size);
        return from == 0
                ? x
                : Ops.concatenate(List.of(Ops.slice(x, at, from, Slice.OPEN, 1), Ops.slice(x, at, 0, from, 1)), at);
    }

    /** Where an axis is cut in two depends on its size. */
    private static Value rollFree(Value x, int shift, int axis) {
        Sizing sizing = new Sizing(x);
        Size size = Size.combine(Size.Function.MAXIMUM, Size.of(1), sizing.dimension(x, axis));
        Size from = Size.combine(Size.Function.MOD, Size.of(-(long) shift), size);
        Value last = sizing.apply(new SizedSlice(axis, from, Size.of(Slice.OPEN), 1));
        Value first = sizing.apply(new SizedSlice(axis, Size.of(0), from, 1));
        return Ops.concatenate(List.of(last, first), axis);
    }

    /** Without an axis, of the flattened tensor. */
    static Value roll(Arguments a) {
        Value x = a.tensor();
        int[] shifts = a.requiredIntegers(1, "shift");
        Optional<int[]> axes = a.integers(2, "axis");
        if (axes.isEmpty()) {
            Value flat = roll(Ops.reshape(x, Reshape.INFER), shifts[0], 0);
            return Ops.reshape(flat, x.shape().dims());
        }
        Value result = x;
        for (int i = 0; i < axes.get().length; i++) {
            result = roll(result, shifts[shifts.length == 1 ? 0 : i], axes.get()[i]);
        }
        return result;
    }

    /** @param widths a pair for each axis, one pair for all, or one number */
    static Value pad(Value x, Object widths, String mode, double value) {
        int[] before = new int[x.rank()];
        int[] after = new int[x.rank()];
        Object plain = widths instanceof Value constant ? rows(constant) : widths;
        for (int axis = 0; axis < x.rank(); axis++) {
            Object width = plain;
            if (width instanceof List<?> list && !list.isEmpty() && list.get(0) instanceof List<?>) {
                width = list.get(list.size() == 1 ? 0 : axis);
            }
            int[] pair = Constants.integers("pad_width", width);
            before[axis] = pair[0];
            after[axis] = pair[pair.length - 1];
        }
        Pad.Mode chosen = switch (mode.toLowerCase(Locale.ROOT)) {
            case "constant" -> Pad.Mode.CONSTANT;
            case "reflect" -> Pad.Mode.REFLECT;
            case "symmetric" -> Pad.Mode.SYMMETRIC;
            case "edge" -> Pad.Mode.EDGE;
            default -> throw new IllegalArgumentException("padding mode '" + mode + "' is not supported");
        };
        return Ops.apply(new Pad(list(before), list(after), chosen, value), x);
    }

    private static Object rows(Value constant) {
        int[] flat = Constants.integers("pad_width", constant);
        List<Object> rows = new ArrayList<>();
        for (int i = 0; i + 1 < flat.length; i += 2) {
            rows.add(List.of(flat[i], flat[i + 1]));
        }
        return rows;
    }

    private static List<Integer> list(int[] values) {
        return Arrays.stream(values).boxed().toList();
    }

    static Value oneHot(Value indices, int classes, int axis, DType type, double on, double off) {
        if (classes < 1 || classes > MOST_CLASSES) {
            throw new IllegalArgumentException("one-hot vectors of " + classes + " classes");
        }
        Value numbers = Ops.constant(Tensor.of(IntStream.range(0, classes).toArray(), classes));
        Value hit = Ops.equal(Ops.expandDims(Ops.cast(indices, DType.INT32), -1), numbers);
        Value hot = on == 1 && off == 0
                ? Ops.cast(hit, type)
                : Ops.where(hit, Arguments.scalar(on, type), Arguments.scalar(off, type));
        int last = hot.rank() - 1;
        int at = axis < 0 ? axis + hot.rank() : axis;
        return at == last ? hot : Shapes.moveAxes(hot, new int[] {last}, new int[] {at});
    }

    /** Elements on and below diagonal {@code k} of the last two dimensions, or on and above it; zeros elsewhere. */
    static Value triangle(Value x, int k, boolean lower) {
        Value row = Shapes.indices(x, x.rank() - 2);
        Value column = Shapes.indices(x, x.rank() - 1);
        Value shifted = Ops.add(Ops.expandDims(row, 1), k);
        Value outside = lower ? Ops.greater(column, shifted) : Ops.less(column, shifted);
        return Ops.where(outside, Ops.constant(0, x), x);
    }

    /** Consecutive differences along an axis. */
    static Value difference(Value x, int times, int axis) {
        Value result = x;
        for (int i = 0; i < times; i++) {
            Value later = Ops.slice(result, axis, 1, Slice.OPEN, 1);
            result = Ops.subtract(later, Ops.slice(result, axis, 0, -1, 1));
        }
        return result;
    }
}
