package dev.markhor.benchmarks.report;

import java.util.Map;

/**
 * One model in one case.
 *
 * @param engines by name
 * @param ratios how many times as fast Markhor is as each peer, by the peer's name
 */
public record CaseReport(Case how, Map<String, Timing> engines, Map<String, Ratio> ratios) {}
