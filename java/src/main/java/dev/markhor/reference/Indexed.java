package dev.markhor.reference;

import dev.markhor.graph.Spec;
import dev.markhor.ops.Cumulate;
import dev.markhor.ops.Gather;
import dev.markhor.ops.TakeAlongAxis;
import dev.markhor.ops.TopK;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;

/** Ops that pick elements by index, and those that go along an axis one element at a time. */
final class Indexed {
    private Indexed() {}

    static Array gather(Gather op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array indices = inputs.get(1);
        Array out = Array.zeros(output.shape());
        int picked = indices.rank() - op.batchDims();
        for (int i = 0; i < out.size(); i++) {
            int[] at = out.position(i);
            int[] which = new int[indices.rank()];
            System.arraycopy(at, 0, which, 0, op.batchDims());
            System.arraycopy(at, op.axis(), which, op.batchDims(), picked);
            int[] from = new int[x.rank()];
            System.arraycopy(at, 0, from, 0, op.axis());
            System.arraycopy(at, op.axis() + picked, from, op.axis() + 1, x.rank() - op.axis() - 1);
            from[op.axis()] = inside((int) indices.data()[indices.flat(which)], x.dim(op.axis()));
            out.data()[i] = x.data()[x.flat(from)];
        }
        return out;
    }

    private static int inside(int index, int size) {
        if (index < 0 || index >= size) {
            throw new IllegalArgumentException("index " + index + " is outside of a dimension of " + size);
        }
        return index;
    }

    static Array takeAlongAxis(TakeAlongAxis op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array out = Array.zeros(output.shape());
        int size = x.dim(op.axis());
        for (int i = 0; i < out.size(); i++) {
            int[] at = out.position(i);
            int index = (int) inputs.get(1).broadcast(at);
            at[op.axis()] = inside(index < 0 ? index + size : index, size);
            for (int d = 0; d < at.length; d++) {
                at[d] = d != op.axis() && x.dim(d) == 1 ? 0 : at[d];
            }
            out.data()[i] = x.data()[x.flat(at)];
        }
        return out;
    }

    static Array cumulate(Cumulate op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array out = Array.zeros(output.shape());
        int n = x.dim(op.axis());
        int stride = x.stride(op.axis());
        for (int start = 0; start < x.size(); start++) {
            if (start / stride % n != 0) {
                continue;
            }
            double running = op.function() == Cumulate.Function.PRODUCT ? 1 : 0;
            for (int i = 0; i < n; i++) {
                int at = start + (op.reverse() ? n - 1 - i : i) * stride;
                double next = i == 0 && op.function().compareTo(Cumulate.Function.MAX) >= 0
                        ? x.data()[at]
                        : combined(op, running, x.data()[at]);
                out.data()[at] = op.exclusive() ? running : next;
                running = next;
            }
        }
        return out;
    }

    private static double combined(Cumulate op, double running, double value) {
        return switch (op.function()) {
            case SUM -> running + value;
            case PRODUCT -> running * value;
            case MAX -> Math.max(running, value);
            case MIN -> Math.min(running, value);
        };
    }

    static List<Array> topK(TopK op, List<Array> inputs, List<Spec> outputs) {
        Array x = inputs.get(0);
        Array values = Array.zeros(outputs.get(0).shape());
        Array indices = Array.zeros(outputs.get(1).shape());
        int n = x.dim(-1);
        int k = values.dim(-1);
        for (int row = 0; row * k < values.size(); row++) {
            int start = row * n;
            Integer[] order = new Integer[n];
            Arrays.setAll(order, i -> i);
            Arrays.sort(order, Comparator.comparingDouble((Integer i) -> rank(x.data()[start + i])));
            for (int i = 0; i < k; i++) {
                values.data()[row * k + i] = x.data()[start + order[i]];
                indices.data()[row * k + i] = order[i];
            }
        }
        return List.of(values, indices);
    }

    /** Smallest for what comes first. Sorting is stable, and zero has no sign here. */
    private static double rank(double value) {
        return Double.isNaN(value) ? Double.POSITIVE_INFINITY : -value + 0.0;
    }
}
