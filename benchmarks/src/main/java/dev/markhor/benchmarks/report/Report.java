package dev.markhor.benchmarks.report;

import java.util.List;
import java.util.Map;

/**
 * One run of the suite.
 *
 * @param machine processor, system, Java and so on
 * @param busy whether other programs ran too, so that the numbers mean little
 * @param engines their titles, by name
 * @param kernels single kernels, and the convolutions of large models
 */
public record Report(
        String when,
        String form,
        Map<String, String> machine,
        boolean busy,
        Limits limits,
        Map<String, String> engines,
        List<ModelReport> models,
        List<KernelReport> kernels,
        List<Goal> goals) {}
