package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reshape;
import dev.markhor.ops.Size;
import dev.markhor.ops.SizedBroadcast;
import dev.markhor.ops.SizedRange;
import dev.markhor.ops.SizedReshape;
import dev.markhor.ops.Sizes;
import dev.markhor.tensor.DType;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;

/** Functions that change the shape alone, and those that make tensors of a shape. */
final class Shapes {
    private Shapes() {}

    static Value reshape(Arguments a, String name) {
        Value x = a.tensor();
        Object given = a.required(1, name);
        List<Object> target = given instanceof List<?> list ? new ArrayList<>(list) : new ArrayList<>(List.of(given));
        Sizing sizing = new Sizing(x);
        List<Size> sizes = sizing.sizes(target);
        return Sizing.areKnown(sizes) ? reshape(x, sizes) : sizing.apply(new SizedReshape(sizes));
    }

    /** One size may be inferred; of several that are free, the first stands for the batch. */
    private static Value reshape(Value x, List<Size> sizes) {
        long[] target = sizes.stream().mapToLong(Sizing::number).toArray();
        long free = Arrays.stream(target).filter(size -> size == Reshape.INFER).count();
        if (free > 1 && target[0] == Reshape.INFER) {
            target[0] = Reshape.copy(0);
        }
        for (long size : target) {
            if (size < Reshape.INFER && size != Reshape.copy(0)) {
                throw new IllegalArgumentException("a target size of " + size);
            }
        }
        return Ops.reshape(x, target);
    }

    static Value shape(Value x, DType dtype) {
        Sizing sizing = new Sizing();
        List<Size> sizes = sizing.shapeOf(x);
        return sizing.apply(new Sizes(sizes, dtype));
    }

    static Value broadcastTo(Value x, Object shape) {
        Sizing sizing = new Sizing(x);
        return sizing.apply(new SizedBroadcast(sizing.sizes(shape)));
    }

    static Value range(Object start, Object stop, Object step, DType dtype) {
        Sizing sizing = new Sizing();
        return sizing.apply(new SizedRange(sizing.size(start), sizing.size(stop), sizing.size(step), dtype));
    }

    /** 0, 1, … along an axis. */
    static Value indices(Value x, int axis) {
        Sizing sizing = new Sizing();
        Size end = sizing.dimension(x, axis);
        return sizing.apply(new SizedRange(Size.of(0), end, Size.of(1), DType.INT32));
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
        for (int axis : Axes.normalize(axes, rank)) {
            result = Ops.expandDims(result, axis);
        }
        return result;
    }

    static Value squeeze(Value x, Optional<int[]> axes) {
        int[] dropped = axes.filter(given -> given.length > 0)
                .map(given -> Axes.normalize(given, x.rank()))
                .orElseGet(() -> IntStream.range(0, x.rank())
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
        return a == b ? x : Ops.transpose(x, order);
    }

    static Value moveAxes(Value x, int[] source, int[] destination) {
        if (source.length != destination.length) {
            throw new IllegalArgumentException(source.length + " axes move to " + destination.length + " places");
        }
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

    /** Adds axes in front, up to a rank. */
    static Value atLeast(Value x, int rank) {
        Value result = x;
        while (result.rank() < rank) {
            result = Ops.expandDims(result, 0);
        }
        return result;
    }

    /** {@code [batch, h, w, c b b] -> [batch, h b, w b, c]}. */
    static Value depthToSpace(Value x, int block) {
        long depth = x.shape().dim(-1);
        if (x.rank() != 4 || block < 1 || depth < 0 || depth % ((long) block * block) != 0) {
            throw new IllegalArgumentException("blocks of " + block + " do not fit " + x.shape());
        }
        Value blocks =
                Ops.reshape(x, Reshape.copy(0), Reshape.copy(1), Reshape.copy(2), block, block, depth / block / block);
        return joined(Ops.transpose(blocks, 0, 1, 3, 2, 4, 5), new int[] {0, 1, 3, 5}, 6);
    }

    /** {@code [batch, h b, w b, c] -> [batch, h, w, c b b]}. */
    static Value spaceToDepth(Value x, int block) {
        if (x.rank() != 4 || block < 1) {
            throw new IllegalArgumentException("blocks of " + block + " do not fit " + x.shape());
        }
        Sizing sizing = new Sizing(x);
        List<Size> sizes = sizing.shapeOf(x);
        Size side = Size.of(block);
        Value blocks = sizing.apply(new SizedReshape(List.of(
                sizes.get(0),
                Size.combine(Size.Function.FLOOR_DIVIDE, sizes.get(1), side),
                side,
                Size.combine(Size.Function.FLOOR_DIVIDE, sizes.get(2), side),
                side,
                sizes.get(3))));
        return joined(Ops.transpose(blocks, 0, 1, 3, 2, 4, 5), new int[] {0, 1, 2, 3}, 6);
    }

    /** Joins neighbouring dimensions; {@code starts} are the first ones of each group. */
    static Value joined(Value x, int[] starts, int rank) {
        Sizing sizing = new Sizing(x);
        List<Size> sizes = sizing.shapeOf(x);
        List<Size> target = new ArrayList<>();
        for (int i = 0; i < starts.length; i++) {
            int end = i + 1 < starts.length ? starts[i + 1] : rank;
            target.add(sizes.subList(starts[i], end).stream()
                    .reduce(Size.of(1), (p, q) -> Size.combine(Size.Function.MULTIPLY, p, q)));
        }
        return sizing.apply(new SizedReshape(target));
    }
}
