package dev.markhor.compile;

/**
 * Tasks that are done {@code times} times, each time for the next samples of the batch.
 *
 * @param first number of the first task
 * @param last number of the last one
 */
record Loop(int first, int last, long times) {
    boolean holds(int task) {
        return first <= task && task <= last;
    }
}
