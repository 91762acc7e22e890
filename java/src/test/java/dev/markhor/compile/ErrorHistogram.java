package dev.markhor.compile;

/** Errors in units of float32's epsilon, 2^-23, counted in bins of a thousandth; keeps as much memory for many as for few. */
final class ErrorHistogram {
    private static final double EPSILON = 0x1p-23;
    private static final int BINS_PER_UNIT = 1000;

    private final long[] bins = new long[256 * BINS_PER_UNIT];
    private long count;
    private double largest;

    /** @param bound what the error is divided by; zero only where nothing was added up */
    void add(double exact, double actual, double bound) {
        double error = actual == exact ? 0 : Math.abs(actual - exact) / (bound * EPSILON);
        if (Double.isNaN(error)) {
            error = Double.POSITIVE_INFINITY;
        }
        bins[(int) Math.min(bins.length - 1, error * BINS_PER_UNIT)]++;
        count++;
        largest = Math.max(largest, error);
    }

    long count() {
        return count;
    }

    double largest() {
        return largest;
    }

    /** The error that this part of all errors does not exceed, to a thousandth. */
    double quantile(double part) {
        long left = (long) Math.ceil(part * count);
        for (int bin = 0; bin < bins.length; bin++) {
            left -= bins[bin];
            if (left <= 0) {
                return (bin + 1.0) / BINS_PER_UNIT;
            }
        }
        return largest;
    }
}
