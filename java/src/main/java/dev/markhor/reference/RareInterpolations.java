package dev.markhor.reference;

import dev.markhor.ops.Resize;

/** Interpolations that few models use, and antialiasing, as TensorFlow has them. */
final class RareInterpolations {
    private RareInterpolations() {}

    /** Pairs of source index and weight for one target index. */
    static double[][] taps(Resize op, int target, int from, int to) {
        return op.interpolation() == Resize.Interpolation.AREA ? area(target, from, to) : kernel(op, target, from, to);
    }

    private static double[][] area(int target, int from, int to) {
        double scale = (double) from / to;
        double start = target * scale;
        double stop = (target + 1) * scale;
        int first = (int) Math.floor(start);
        int count = (int) Math.ceil(stop) - first;
        double[][] taps = new double[count][];
        for (int i = 0; i < count; i++) {
            int index = first + i;
            double covered = Math.min(index + 1, stop) - Math.max(index, start);
            taps[i] = new double[] {Math.min(index, from - 1), covered / scale};
        }
        return taps;
    }

    /** The kernel is as wide as a target pixel where that covers more than one of the source, and antialiasing is asked for. */
    private static double[][] kernel(Resize op, int target, int from, int to) {
        double stretch = op.antialias() ? Math.max(1.0, (double) from / to) : 1;
        double centre = (target + 0.5) * from / to;
        double radius = radius(op.interpolation()) * stretch;
        int first = (int) Math.max(0, Math.min(from - 1, Math.ceil(centre - radius - 0.5)));
        int last = (int) Math.max(0, Math.min(from - 1, Math.floor(centre + radius - 0.5)));
        double[][] taps = new double[last - first + 1][];
        double sum = 0;
        for (int i = 0; i < taps.length; i++) {
            double weight = weight(op.interpolation(), Math.abs(first + i + 0.5 - centre) / stretch);
            taps[i] = new double[] {first + i, weight};
            sum += weight;
        }
        for (double[] tap : taps) {
            tap[1] /= sum;
        }
        return taps;
    }

    private static double radius(Resize.Interpolation interpolation) {
        return switch (interpolation) {
            case BILINEAR -> 1;
            case GAUSSIAN -> 1.5;
            case LANCZOS3 -> 3;
            case LANCZOS5 -> 5;
            default -> 2;
        };
    }

    private static double weight(Resize.Interpolation interpolation, double distance) {
        return switch (interpolation) {
            case BILINEAR -> Math.max(0, 1 - distance);
            case BICUBIC -> keys(distance);
            case GAUSSIAN -> distance >= 1.5 ? 0 : Math.exp(-distance * distance / 0.5);
            case LANCZOS3 -> lanczos(distance, 3);
            case LANCZOS5 -> lanczos(distance, 5);
            default -> mitchell(distance);
        };
    }

    private static double lanczos(double x, double radius) {
        if (x > radius) {
            return 0;
        }
        return x <= 1e-3
                ? 1
                : radius * Math.sin(Math.PI * x) * Math.sin(Math.PI * x / radius) / (Math.PI * Math.PI * x * x);
    }

    private static double keys(double x) {
        if (x > 2) {
            return 0;
        }
        return x > 1 ? ((-0.5 * x + 2.5) * x - 4) * x + 2 : (1.5 * x - 2.5) * x * x + 1;
    }

    private static double mitchell(double x) {
        if (x > 2) {
            return 0;
        }
        return x > 1 ? ((-7.0 / 18 * x + 2) * x - 10.0 / 3) * x + 16.0 / 9 : (7.0 / 6 * x - 2) * x * x + 8.0 / 9;
    }
}
