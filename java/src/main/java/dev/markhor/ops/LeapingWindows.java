package dev.markhor.ops;

import dev.markhor.graph.Node;
import dev.markhor.graph.Value;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * Windows over three spatial dimensions with {@code same} padding, where strides leap over elements that no window sees. TensorFlow then
 * leaves half of what is too much away in front, while over one and two dimensions all of it is behind.
 */
public final class LeapingWindows {
    private static final int SPATIAL = 3;

    private LeapingWindows() {}

    /** What the windows of a pool are to begin with: {@code x}, or a part of it. */
    public static Value cut(Value x, Pool pool) {
        return cut(x, pool.padding(), pool.window(), pool.strides());
    }

    /** What the windows of a convolution are to begin with: {@code x}, or a part of it. XLA, which computes those of groups, takes all. */
    public static Value cut(Value x, Conv conv, Shape kernel) {
        if (conv.groups() > 1
                || kernel.rank() != SPATIAL + 2
                || !kernel.slice(0, SPATIAL).isStatic()) {
            return x;
        }
        return cut(
                x,
                conv.padding(),
                List.of((int) kernel.dim(0), (int) kernel.dim(1), (int) kernel.dim(2)),
                conv.strides());
    }

    private static Value cut(Value x, Padding padding, List<Integer> window, List<Integer> strides) {
        Value rest = x;
        boolean fits = padding instanceof Padding.Same && window.size() == SPATIAL && x.rank() == SPATIAL + 2;
        for (int i = 0; fits && i < SPATIAL; i++) {
            if (strides.get(i) - window.get(i) > 1) {
                rest = cut(rest, i + 1, window.get(i), strides.get(i));
            }
        }
        return rest;
    }

    /** Half of {@code size - window - (outputs - 1) * stride}, if that is positive. */
    private static Value cut(Value x, int axis, int window, int stride) {
        Size size = x.shape().isFree(axis)
                ? new Size.Dim(0, axis)
                : Size.of(x.shape().dim(axis));
        Size leaps = Size.combine(Size.Function.FLOOR_DIVIDE, minus(size, Size.of(1)), Size.of(stride));
        Size seen = Size.combine(Size.Function.MULTIPLY, leaps, Size.of(stride));
        Size unseen = minus(minus(size, Size.of(window)), seen);
        Size half = Size.combine(
                Size.Function.FLOOR_DIVIDE, Size.combine(Size.Function.MAXIMUM, Size.of(0), unseen), Size.of(2));
        if (half instanceof Size.Known known) {
            return known.number() == 0 ? x : Ops.slice(x, axis, known.number(), Slice.OPEN, 1);
        }
        return Node.of(new SizedSlice(axis, half, Size.of(Slice.OPEN), 1), List.of(x))
                .output();
    }

    private static Size minus(Size a, Size b) {
        return Size.combine(Size.Function.SUBTRACT, a, b);
    }
}
