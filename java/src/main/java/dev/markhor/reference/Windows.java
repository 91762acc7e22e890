package dev.markhor.reference;

import dev.markhor.graph.Spec;
import dev.markhor.ops.Pool;
import dev.markhor.ops.Resize;
import java.util.List;

/** Pooling and resizing. */
final class Windows {
    private static final double CUBIC = -0.5;

    private Windows() {}

    static Array pool(Pool op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array out = Array.zeros(output.shape());
        int taps = op.window().stream().reduce(1, (a, b) -> a * b);
        for (int i = 0; i < out.size(); i++) {
            int[] at = out.position(i);
            double sum = 0;
            double max = Double.NEGATIVE_INFINITY;
            int count = 0;
            for (int tap = 0; tap < taps; tap++) {
                int[] place = at.clone();
                int rest = tap;
                boolean inside = true;
                for (int d = op.window().size() - 1; d >= 0; d--) {
                    int size = op.window().get(d);
                    int before = op.padding()
                            .before(d, x.dim(d + 1), size, op.strides().get(d), 1);
                    place[d + 1] = at[d + 1] * op.strides().get(d) - before + rest % size;
                    rest /= size;
                    inside &= place[d + 1] >= 0 && place[d + 1] < x.dim(d + 1);
                }
                if (inside) {
                    double value = x.data()[x.flat(place)];
                    sum += value;
                    max = Math.max(max, value);
                    count++;
                }
            }
            out.data()[i] = op.average() ? sum / count : max;
        }
        return out;
    }

    static Array resize(Resize op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array out = Array.zeros(output.shape());
        double[][][] rows = taps(op, x.dim(1), out.dim(1));
        double[][][] columns = taps(op, x.dim(2), out.dim(2));
        for (int i = 0; i < out.size(); i++) {
            int[] at = out.position(i);
            double sum = 0;
            for (double[] row : rows[at[1]]) {
                for (double[] column : columns[at[2]]) {
                    int[] from = {at[0], (int) row[0], (int) column[0], at[3]};
                    sum += row[1] * column[1] * x.data()[x.flat(from)];
                }
            }
            out.data()[i] = sum;
        }
        return out;
    }

    /** For each target index, pairs of source index and weight. */
    private static double[][][] taps(Resize op, int from, int to) {
        double[][][] all = new double[to][][];
        for (int target = 0; target < to; target++) {
            all[target] = taps(op, target, from, to);
        }
        return all;
    }

    private static double[][] taps(Resize op, int target, int from, int to) {
        double centre = (target + 0.5) * from / to - 0.5;
        Resize.Interpolation interpolation = op.interpolation();
        if (interpolation == Resize.Interpolation.NEAREST) {
            return new double[][] {{Math.min(from - 1, Math.floor((target + 0.5) * from / to)), 1}};
        }
        if (interpolation == Resize.Interpolation.BILINEAR && !op.antialias()) {
            double low = Math.floor(centre);
            double part = centre - low;
            return new double[][] {{clamp(low, from), 1 - part}, {clamp(low + 1, from), part}};
        }
        return interpolation == Resize.Interpolation.BICUBIC && !op.antialias()
                ? cubic(centre, from)
                : RareInterpolations.taps(op, target, from, to);
    }

    /** Weights outside of the picture are dropped and the rest renormalised; the fraction is rounded to 1/1024. */
    private static double[][] cubic(double centre, int from) {
        double low = Math.floor(centre);
        double part = Math.rint((centre - low) * 1024) / 1024;
        double[][] taps = new double[4][];
        double sum = 0;
        for (int k = 0; k < 4; k++) {
            double index = low - 1 + k;
            double weight = index < 0 || index >= from ? 0 : cubicWeight(Math.abs(part + 1 - k));
            taps[k] = new double[] {clamp(index, from), weight};
            sum += weight;
        }
        for (double[] tap : taps) {
            tap[1] /= sum;
        }
        return taps;
    }

    private static double cubicWeight(double d) {
        if (d <= 1) {
            return ((CUBIC + 2) * d - (CUBIC + 3)) * d * d + 1;
        }
        return ((CUBIC * d - 5 * CUBIC) * d + 8 * CUBIC) * d - 4 * CUBIC;
    }

    private static double clamp(double index, int size) {
        return Math.min(Math.max(index, 0), size - 1.0);
    }
}
