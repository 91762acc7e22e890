package dev.markhor.benchmarks.suite;

/**
 * How much is measured. Rounds go on until the seconds are over, but there are no less than the least.
 *
 * @param minutes for everything, about; a run that is late measures less of each model that is left
 * @param warmMillis how long each engine runs untimed at first
 * @param roundMillis how long an engine is timed in one turn
 * @param seconds for the rounds of one model
 * @param firstLoads loads that are not counted, while the JVM compiles
 * @param loadSeconds for the loads of one model
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
        int firstLoads,
        double loadSeconds,
        int mostLoads,
        int starts,
        boolean everyStart) {
    static final Effort TRIAL = new Effort("trial", 60, 10, 1, 0, 1, 1, 1, 0, 1, 1, false);
    static final Effort SHORT = new Effort("short", 9, 300, 15, 10, 3, 15, 3, 3, 9, 3, false);
    static final Effort NORMAL = new Effort("normal", 120, 1500, 40, 60, 5, 40, 10, 20, 21, 9, true);

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
                firstLoads,
                Math.min(loadSeconds, 0.1 * allowed),
                mostLoads,
                starts,
                everyStart);
    }
}
