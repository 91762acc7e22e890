package dev.markhor.benchmarks.report;

/**
 * How near a kernel comes to the machine's limit, on one thread.
 *
 * @param rate GFLOP/s, counted as the definition has them, or GB/s of weights
 * @param limit what bounds it: an instruction set's multiply-adds, or reading from a level of memory
 * @param share of that limit
 */
public record KernelReport(String what, double rate, String unit, String limit, double share) {
    /** Multiply-adds beside the peak of the strongest instruction set. */
    public static KernelReport computing(String what, double gflops, Limits limits) {
        return new KernelReport(
                what, gflops, "GFLOP/s", "multiply-adds, " + limits.strongest(), gflops / limits.peak(1));
    }

    /** Weights that are read once, from where so many bytes live. */
    public static KernelReport reading(String what, double bytes, double millis, Limits limits) {
        String level = limits.level(bytes);
        double rate = bytes / (millis * 1e6);
        return new KernelReport(
                what,
                rate,
                "GB/s",
                "reading, " + Limits.title(level),
                rate / limits.read().get(level).one());
    }
}
