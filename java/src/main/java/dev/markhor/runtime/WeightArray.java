package dev.markhor.runtime;

import dev.markhor.binding.ThreadPool;

/**
 * Recipe for an array that does not change between calls: a weight as it is, a constant, or something computed from weights once, such as
 * a packed matrix. Equal recipes share one array, so implementations are records.
 */
public interface WeightArray {
    /**
     * Makes the array; called by {@link WeightSet#array}, on first use and when it was forgotten.
     *
     * @param threads that may help
     */
    NativeArray materialize(WeightSet weights, ThreadPool threads);
}
