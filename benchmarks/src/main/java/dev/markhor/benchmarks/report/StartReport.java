package dev.markhor.benchmarks.report;

/**
 * Fresh processes.
 *
 * @param seconds from the process' start to the end of its first prediction
 * @param megabytes the most resident memory, 1e6 bytes
 */
public record StartReport(String engine, StartWay way, Spread seconds, Spread megabytes) {}
