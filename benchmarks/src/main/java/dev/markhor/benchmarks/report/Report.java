package dev.markhor.benchmarks.report;

import java.util.List;
import java.util.Map;

/**
 * One run of the suite.
 *
 * @param machine processor, system, Java and so on
 * @param engines their titles, by name
 */
public record Report(
        String when,
        String form,
        Map<String, String> machine,
        Limits limits,
        Map<String, String> engines,
        List<ModelReport> models,
        List<Goal> goals) {}
