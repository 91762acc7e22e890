package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Reshape;
import java.util.ArrayList;
import java.util.List;
import java.util.function.UnaryOperator;

/** Brings some axes together as one last axis, for ops that work on rows. */
final class TrailingAxes {
    private TrailingAxes() {}

    /**
     * Applies an op that works along the last axis to several axes at once.
     *
     * @param axes non-negative, ascending, of known size
     */
    static Value around(Value x, int[] axes, UnaryOperator<Value> op) {
        int rank = x.rank();
        int[] order = order(axes, rank);
        boolean ordered = isAscending(order);
        Value turned = ordered ? x : Ops.transpose(x, order);
        Value y = axes.length == 1
                ? op.apply(turned)
                : apart(op.apply(together(turned, axes.length)), turned, axes.length);
        if (ordered) {
            return y;
        }
        int[] back = new int[rank];
        for (int i = 0; i < rank; i++) {
            back[order[i]] = i;
        }
        return Ops.transpose(y, back);
    }

    /** All axes, these last. */
    private static int[] order(int[] axes, int rank) {
        int[] order = new int[rank];
        int next = 0;
        for (int axis = 0; axis < rank; axis++) {
            if (!contains(axes, axis)) {
                order[next++] = axis;
            }
        }
        System.arraycopy(axes, 0, order, next, axes.length);
        return order;
    }

    private static boolean isAscending(int[] order) {
        for (int i = 0; i < order.length; i++) {
            if (order[i] != i) {
                return false;
            }
        }
        return true;
    }

    private static Value together(Value x, int count) {
        List<Long> target = kept(x.rank() - count);
        target.add(size(x, count));
        return Ops.apply(new Reshape(target), x);
    }

    private static Value apart(Value y, Value like, int count) {
        List<Long> target = kept(like.rank() - count);
        for (int i = like.rank() - count; i < like.rank(); i++) {
            target.add(like.shape().dim(i));
        }
        return Ops.apply(new Reshape(target), y);
    }

    private static List<Long> kept(int count) {
        List<Long> target = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            target.add(Reshape.copy(i));
        }
        return target;
    }

    private static long size(Value x, int count) {
        return x.shape().slice(x.rank() - count, x.rank()).size();
    }

    private static boolean contains(int[] axes, int axis) {
        for (int other : axes) {
            if (other == axis) {
                return true;
            }
        }
        return false;
    }
}
