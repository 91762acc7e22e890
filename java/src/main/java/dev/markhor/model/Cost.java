package dev.markhor.model;

/**
 * What something costs in a {@link Profile}: a kernel's run, a layer, or all of them.
 *
 * @param millis time it takes: the median
 * @param operations arithmetic ones, by definition: a multiply-add is two, and other kernels than products, convolutions and recurrences
 *     count one for each element that they look at. 0 where values only move, and for what runs in Java
 * @param bytes of the arrays that are read and written, each counted once
 * @param computeMillis the least that the operations could take, at the {@linkplain dev.markhor.execution.MachineLimits peak}
 * @param memoryMillis the least that reading and writing could take: weights come from the level of memory that holds all weights of the
 *     model, other arrays from the one that holds them
 */
public record Cost(double millis, long operations, long bytes, double computeMillis, double memoryMillis) {
    static final Cost NONE = new Cost(0, 0, 0, 0, 0);

    /** What holds it back at last. */
    public enum Bound {
        COMPUTE,
        MEMORY
    }

    /** Both. */
    public Cost plus(Cost other) {
        return new Cost(
                millis + other.millis,
                operations + other.operations,
                bytes + other.bytes,
                computeMillis + other.computeMillis,
                memoryMillis + other.memoryMillis);
    }

    /** 1e9 operations a second. */
    public double gflops() {
        return millis > 0 ? operations / millis * 1e-6 : 0;
    }

    /** 1e9 bytes a second. */
    public double gigabytes() {
        return millis > 0 ? bytes / millis * 1e-6 : 0;
    }

    /** Operations for each byte. */
    public double intensity() {
        return bytes > 0 ? (double) operations / bytes : 0;
    }

    /** Of the peak, 1 at most, or more where an algorithm needs fewer operations than the definition has, as Winograd's does. */
    public double shareOfPeak() {
        return millis > 0 ? computeMillis / millis : 0;
    }

    /** Of the bandwidth of the levels of memory where its arrays are. */
    public double shareOfBandwidth() {
        return millis > 0 ? memoryMillis / millis : 0;
    }

    /** What would take longer at the machine's limits. */
    public Bound bound() {
        return computeMillis > memoryMillis ? Bound.COMPUTE : Bound.MEMORY;
    }
}
