package dev.markhor.benchmarks.report;

/**
 * How many times as fast one thing is as another.
 *
 * @param pairs of what was measured in the same rounds, one after the other
 * @param ofMinima of the least times
 */
public record Ratio(Spread pairs, double ofMinima) {
    /** How many times as fast {@code ours} is as {@code theirs}; times of the same rounds. */
    public static Ratio of(double[] ours, double[] theirs, double ourMin, double theirMin) {
        double[] pairs = new double[Math.min(ours.length, theirs.length)];
        for (int i = 0; i < pairs.length; i++) {
            pairs[i] = theirs[i] / ours[i];
        }
        return new Ratio(Spread.of(pairs), theirMin / ourMin);
    }

    public double median() {
        return pairs.median();
    }
}
