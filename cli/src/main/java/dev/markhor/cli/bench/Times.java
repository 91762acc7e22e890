package dev.markhor.cli.bench;

import java.util.Arrays;

/** Times of one thing done again and again, in milliseconds. */
public final class Times {
    private final double[] sorted;

    private Times(double[] sorted) {
        this.sorted = sorted;
    }

    /** @throws IllegalArgumentException if there are none */
    public static Times of(double... millis) {
        if (millis.length == 0) {
            throw new IllegalArgumentException("nothing was timed");
        }
        double[] sorted = millis.clone();
        Arrays.sort(sorted);
        return new Times(sorted);
    }

    public double min() {
        return sorted[0];
    }

    public double median() {
        return at(0.5);
    }

    /** What 99 of 100 do not exceed. */
    public double p99() {
        return at(0.99);
    }

    public int count() {
        return sorted.length;
    }

    /** Milliseconds since a {@link System#nanoTime}. */
    public static double since(long start) {
        return (System.nanoTime() - start) / 1e6;
    }

    private double at(double share) {
        return sorted[Math.max(0, (int) Math.ceil(share * sorted.length) - 1)];
    }
}
