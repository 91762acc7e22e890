package dev.markhor.reference;

import dev.markhor.graph.Spec;
import dev.markhor.ops.BatchNorm;
import dev.markhor.ops.LayerNorm;
import dev.markhor.ops.Reduce;
import dev.markhor.ops.Softmax;
import dev.markhor.ops.Sparsemax;
import java.util.Arrays;
import java.util.List;

/** Sums and their kin over axes, and what is built on them. */
final class Reductions {
    private Reductions() {}

    static Array reduce(Reduce op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array out = Array.zeros(output.shape());
        double[] best = new double[out.size()];
        int[] counts = new int[out.size()];
        for (int i = 0; i < x.size(); i++) {
            int[] at = x.position(i);
            int target = 0;
            for (int axis = 0; axis < x.rank(); axis++) {
                if (!op.axes().contains(axis)) {
                    target = target * x.dim(axis) + at[axis];
                }
            }
            int index = op.axes().isEmpty() ? 0 : at[op.axes().get(0)]; // over no axis each number stays by itself
            accumulate(op, x.data()[i], index, out.data(), best, target, counts[target]++ == 0);
        }
        if (op.function() == Reduce.Function.MEAN) {
            for (int i = 0; i < out.size(); i++) {
                out.data()[i] /= counts[i];
            }
        }
        return out;
    }

    private static void accumulate(
            Reduce op, double value, int index, double[] out, double[] best, int at, boolean first) {
        switch (op.function()) {
            case SUM, MEAN -> out[at] += value;
            case PRODUCT -> out[at] = first ? value : out[at] * value;
            case MAX -> out[at] = first ? value : Math.max(out[at], value);
            case MIN -> out[at] = first ? value : Math.min(out[at], value);
            case ANY -> out[at] = value != 0 || out[at] != 0 ? 1 : 0;
            case ALL -> out[at] = value != 0 && (first || out[at] != 0) ? 1 : 0;
            case ARGMAX, ARGMIN -> {
                if (first || (op.function() == Reduce.Function.ARGMAX ? value > best[at] : value < best[at])) {
                    best[at] = value;
                    out[at] = index;
                }
            }
        }
    }

    static Array softmax(Softmax op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array out = Array.zeros(output.shape());
        int n = x.dim(op.axis());
        int stride = x.stride(op.axis());
        for (int start = 0; start < x.size(); start++) {
            if (start / stride % n == 0) {
                double max = Double.NEGATIVE_INFINITY;
                for (int i = 0; i < n; i++) {
                    max = Math.max(max, x.data()[start + i * stride]);
                }
                double sum = 0;
                for (int i = 0; i < n; i++) {
                    sum += Math.exp(x.data()[start + i * stride] - max);
                }
                for (int i = 0; i < n; i++) {
                    double shifted = x.data()[start + i * stride] - max;
                    out.data()[start + i * stride] = op.logarithm() ? shifted - Math.log(sum) : Math.exp(shifted) / sum;
                }
            }
        }
        return out;
    }

    static Array sparsemax(Sparsemax op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array out = Array.zeros(output.shape());
        int n = x.dim(op.axis());
        int stride = x.stride(op.axis());
        double[] row = new double[n];
        for (int start = 0; start < x.size(); start++) {
            if (start / stride % n == 0) {
                for (int i = 0; i < n; i++) {
                    row[i] = x.data()[start + i * stride];
                }
                double threshold = sparsemaxThreshold(row.clone());
                for (int i = 0; i < n; i++) {
                    out.data()[start + i * stride] = Math.max(row[i] - threshold, 0);
                }
            }
        }
        return out;
    }

    private static double sparsemaxThreshold(double[] row) {
        Arrays.sort(row);
        double running = 0;
        double sums = 0;
        int support = 0;
        for (int k = 1; k <= row.length; k++) { // from the largest down
            double value = row[row.length - k];
            running += value;
            if (1 + k * value > running) {
                sums += running;
                support++;
            }
        }
        return (sums - 1) / support;
    }

    static Array batchNorm(BatchNorm op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array out = Array.zeros(output.shape());
        int channels = x.dim(-1);
        for (int i = 0; i < x.size(); i++) {
            int c = i % channels;
            double mean = inputs.get(1).data()[c];
            double variance = inputs.get(2).data()[c];
            double normal = (x.data()[i] - mean) / Math.sqrt(variance + op.epsilon());
            out.data()[i] = normal * inputs.get(3).data()[c] + inputs.get(4).data()[c];
        }
        return out;
    }

    static Array layerNorm(LayerNorm op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array out = Array.zeros(output.shape());
        int n = x.dim(-1);
        for (int row = 0; row < x.size(); row += n) {
            double mean = 0;
            for (int i = 0; i < n && !op.rootMeanSquare(); i++) {
                mean += x.data()[row + i] / n;
            }
            double variance = 0;
            for (int i = 0; i < n; i++) {
                variance += (x.data()[row + i] - mean) * (x.data()[row + i] - mean) / n;
            }
            for (int i = 0; i < n; i++) {
                double normal = (x.data()[row + i] - mean) / Math.sqrt(variance + op.epsilon());
                out.data()[row + i] =
                        normal * inputs.get(1).data()[i] + inputs.get(2).data()[i];
            }
        }
        return out;
    }
}
