package dev.markhor.cli.weights;

import dev.markhor.tensor.Tensor;

/**
 * What the values of an array are like. All but the counts are of finite values only, and NaN if there are none.
 *
 * @param deviation of all values, not of a sample of more
 * @param zeros how many are 0
 * @param nans how many are NaN
 * @param infinities how many are infinite
 * @param histogram how many lie in each of equal parts from {@code min} to {@code max}
 */
public record Statistics(
        long size,
        double min,
        double max,
        double mean,
        double deviation,
        long zeros,
        long nans,
        long infinities,
        long[] histogram) {
    private static final int PARTS = 16;

    /** @param tensor of numbers or booleans */
    public static Statistics of(Tensor tensor) {
        double min = Double.POSITIVE_INFINITY;
        double max = Double.NEGATIVE_INFINITY;
        double sum = 0;
        long zeros = 0;
        long nans = 0;
        long infinities = 0;
        for (long i = 0; i < tensor.size(); i++) {
            double value = tensor.getDouble(i);
            if (Double.isNaN(value)) {
                nans++;
            } else if (Double.isInfinite(value)) {
                infinities++;
            } else {
                zeros += value == 0 ? 1 : 0;
                min = Math.min(min, value);
                max = Math.max(max, value);
                sum += value;
            }
        }
        long finite = tensor.size() - nans - infinities;
        if (finite == 0) {
            return new Statistics(
                    tensor.size(),
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    Double.NaN,
                    0,
                    nans,
                    infinities,
                    new long[PARTS]);
        }
        double mean = sum / finite;
        double squares = 0;
        long[] histogram = new long[PARTS];
        double width = (max - min) / PARTS;
        for (long i = 0; i < tensor.size(); i++) {
            double value = tensor.getDouble(i);
            if (Double.isFinite(value)) {
                squares += (value - mean) * (value - mean);
                histogram[width > 0 ? Math.min(PARTS - 1, (int) ((value - min) / width)) : 0]++;
            }
        }
        return new Statistics(
                tensor.size(), min, max, mean, Math.sqrt(squares / finite), zeros, nans, infinities, histogram);
    }

    /** A letter for each part of the histogram, the blacker the fuller. Any terminal has them. */
    public String bars() {
        long most = 1;
        for (long count : histogram) {
            most = Math.max(most, count);
        }
        String shades = ".:-=+*#@";
        StringBuilder bars = new StringBuilder();
        for (long count : histogram) {
            int shade = (int) Math.ceil(count * (double) shades.length() / most);
            bars.append(shade == 0 ? ' ' : shades.charAt(shade - 1));
        }
        return bars.toString();
    }
}
