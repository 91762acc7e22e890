package dev.markhor.verify;

/**
 * What came of one golden case.
 *
 * @param difference the worst relative difference; NaN if there is none
 * @param message what went wrong; empty if nothing did
 */
public record Result(GoldenCase golden, boolean passed, double difference, double tolerance, String message) {}
