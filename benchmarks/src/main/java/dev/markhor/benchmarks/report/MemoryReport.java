package dev.markhor.benchmarks.report;

import java.util.List;

/**
 * Resident memory of one process that opens a model and predicts for a while.
 *
 * @param opened when the model was open, in milliseconds after the process' start
 * @param predicted when the first prediction was done
 * @param points milliseconds and megabytes
 */
public record MemoryReport(String engine, double opened, double predicted, List<double[]> points) {}
