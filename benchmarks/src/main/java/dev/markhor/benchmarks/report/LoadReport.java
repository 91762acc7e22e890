package dev.markhor.benchmarks.report;

import dev.markhor.benchmarks.engine.ModelFile;

/**
 * Loading in a process that has loaded before; milliseconds.
 *
 * @param open until the engine returns the model
 * @param prepare what it leaves to later: compiling, packing weights
 * @param first the first call after that
 * @param ready opening and preparing together
 */
public record LoadReport(String engine, ModelFile file, Spread open, Spread prepare, Spread first, Spread ready) {}
