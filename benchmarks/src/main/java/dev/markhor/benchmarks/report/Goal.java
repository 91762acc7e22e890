package dev.markhor.benchmarks.report;

/**
 * A figure to reach.
 *
 * @param atMost whether less is better
 */
public record Goal(String what, double goal, double measured, String unit, boolean atMost) {
    public boolean met() {
        return atMost ? measured <= goal : measured >= goal;
    }
}
