package dev.markhor.benchmarks.report;

import dev.markhor.benchmarks.engine.ModelFile;

/**
 * Loading; milliseconds. All but the first loads are in a process that has loaded until it got no faster, or for long enough.
 *
 * @param before how many loads were not counted
 * @param firstReady the first of them, opening and preparing together: of the whole process for the engine's first kind of file
 * @param open until the engine returns the model
 * @param prepare what it leaves to later: compiling, packing weights
 * @param first the first call after that
 * @param ready opening and preparing together
 */
public record LoadReport(
        String engine,
        ModelFile file,
        int before,
        double firstReady,
        Spread open,
        Spread prepare,
        Spread first,
        Spread ready) {}
