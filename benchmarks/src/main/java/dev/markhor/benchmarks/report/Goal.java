package dev.markhor.benchmarks.report;

/**
 * A figure to reach.
 *
 * @param group what it is about
 * @param atMost whether less is better
 * @param beside another measurement to be read with it, empty if there is none
 */
public record Goal(
        String group, String what, double goal, double measured, String unit, boolean atMost, String beside) {
    public boolean met() {
        return atMost ? measured <= goal : measured >= goal;
    }
}
