package dev.markhor.runtime;

/**
 * Recipe for an array that does not change between calls: a weight as it is, a constant, or something computed from weights once, such as
 * a packed matrix. Equal recipes share one array, so implementations are records.
 */
public interface WeightArray {
    /** Makes the array; called by {@link WeightSet#array}, on first use and when it was forgotten. */
    NativeArray materialize(WeightSet weights);
}
