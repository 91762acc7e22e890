package dev.markhor.benchmarks.suite;

/**
 * How much is measured. Rounds go on until the seconds are over, but there are no less than the least.
 *
 * @param minutes for everything, about; a run that is late measures less of each model that is left
 * @param warmMillis how long each engine runs untimed at first
 * @param roundMillis how long an engine is timed in one turn
 * @param seconds for the rounds of one model
 * @param warmLoadSeconds for loads that are not counted, while the JVM compiles, at most
 * @param loadSeconds for the counted loads of one model
 * @param loadMillis how long an engine loads one kind of file in one turn
 * @param mostLoads rounds of counted loads
 * @param probeMillis for each kernel that is measured by itself
 * @param starts fresh processes of each engine for a model
 * @param everyStart whether processes are started for all models, or for those with a goal only
 */
record Effort(
        String name,
        double minutes,
        double warmMillis,
        double roundMillis,
        double seconds,
        int leastRounds,
        int mostRounds,
        double warmLoadSeconds,
        double loadSeconds,
        double loadMillis,
        int mostLoads,
        double probeMillis,
        int starts,
        boolean everyStart) {
    static final Effort TRIAL = new Effort("trial", 60, 10, 1, 0, 1, 1, 0, 0, 0, 1, 1, 1, false);
    static final Effort SHORT = new Effort("short", 9, 300, 15, 10, 3, 15, 5, 3, 60, 15, 700, 3, false);
    static final Effort NORMAL = new Effort("normal", 120, 1500, 40, 60, 5, 40, 20, 20, 100, 40, 2000, 9, true);

    /** What can be measured of one model in so many seconds, starting processes included. */
    Effort within(double allowed) {
        return new Effort(
                name,
                minutes,
                warmMillis,
                roundMillis,
                Math.min(seconds, 0.4 * allowed),
                allowed < seconds ? Math.min(2, leastRounds) : leastRounds,
                mostRounds,
                Math.min(warmLoadSeconds, 0.15 * allowed),
                Math.min(loadSeconds, 0.1 * allowed),
                loadMillis,
                mostLoads,
                probeMillis,
                starts,
                everyStart);
    }
}
