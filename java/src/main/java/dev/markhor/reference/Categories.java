package dev.markhor.reference;

import dev.markhor.graph.Spec;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Bucketize;
import dev.markhor.ops.CountValues;
import java.util.List;

/** Ops on numbers that stand for categories. */
final class Categories {
    private Categories() {}

    static Array countValues(CountValues op, List<Array> inputs, Spec output) {
        Array values = inputs.get(0);
        int axis = Axes.normalize(op.axis(), values.rank());
        int inner = values.stride(axis);
        int size = values.dim(axis);
        Array counts = Array.zeros(output.shape());
        for (int i = 0; i < values.size(); i++) {
            double value = values.data()[i];
            boolean outside = value >= op.depth();
            if (value < 0 || outside && op.strict()) {
                throw new IllegalArgumentException(
                        "input values must be in the range 0 <= values < " + op.depth() + ", got " + (long) value);
            }
            if (!outside) {
                int sample = i / (inner * size) * inner + i % inner;
                double weight = inputs.size() > 1 ? inputs.get(1).data()[i] : 1;
                int at = sample * op.depth() + (int) value;
                counts.data()[at] = op.binary() ? 1 : counts.data()[at] + weight;
            }
        }
        return counts;
    }

    static Array bucketize(Bucketize op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array intervals = Array.zeros(output.shape());
        for (int i = 0; i < x.size(); i++) {
            intervals.data()[i] = interval(op.boundaries(), x.data()[i]);
        }
        return intervals;
    }

    /** How many boundaries are not above {@code x}. */
    private static int interval(List<Float> boundaries, double x) {
        int low = 0;
        int high = boundaries.size();
        while (low < high) {
            int middle = (low + high) >>> 1;
            if (x < boundaries.get(middle)) {
                high = middle;
            } else {
                low = middle + 1;
            }
        }
        return low;
    }
}
