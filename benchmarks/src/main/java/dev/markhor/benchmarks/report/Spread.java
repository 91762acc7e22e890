package dev.markhor.benchmarks.report;

import java.util.Arrays;

/**
 * What many measurements of one thing gave.
 *
 * @param low the first quartile
 * @param high the third
 */
public record Spread(double min, double low, double median, double high, double max, int count) {
    /** @throws IllegalArgumentException if there is none */
    public static Spread of(double... measured) {
        if (measured.length == 0) {
            throw new IllegalArgumentException("nothing was measured");
        }
        double[] sorted = measured.clone();
        Arrays.sort(sorted);
        return new Spread(
                sorted[0],
                quantile(sorted, 0.25),
                quantile(sorted, 0.5),
                quantile(sorted, 0.75),
                sorted[sorted.length - 1],
                sorted.length);
    }

    /** Interpolated between neighbours. */
    static double quantile(double[] sorted, double share) {
        double place = share * (sorted.length - 1);
        int below = (int) place;
        int above = Math.min(below + 1, sorted.length - 1);
        return sorted[below] + (place - below) * (sorted[above] - sorted[below]);
    }
}
