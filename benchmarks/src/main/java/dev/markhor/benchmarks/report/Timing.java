package dev.markhor.benchmarks.report;

/**
 * One engine in one case.
 *
 * @param millis of a call; with several callers, elapsed time divided by finished calls
 * @param rounds the median of each round
 * @param gflops at the least time
 * @param share of the machine's limit, at the least time: see {@link Limits#boundMillis}
 */
public record Timing(Spread millis, double[] rounds, double gflops, double share) {}
