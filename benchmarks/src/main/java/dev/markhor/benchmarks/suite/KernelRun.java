package dev.markhor.benchmarks.suite;

import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.markhor.benchmarks.engine.MarkhorFactory;
import dev.markhor.benchmarks.report.KernelReport;
import dev.markhor.benchmarks.report.Limits;
import dev.markhor.benchmarks.report.ModelReport;
import dev.markhor.benchmarks.worker.Probes;
import java.io.IOException;
import java.util.ArrayList;
import java.util.List;

/** How near kernels come to the machine's limits: single ones, and those of models that are convolutions for the most part. */
final class KernelRun {
    private static final List<String> CONVOLUTIONS = List.of("resnet50", "inception_v3");

    private KernelRun() {}

    /** @throws IOException if the process fails */
    static List<Probes.Probe> probe(List<String> flags, double millis) throws IOException, InterruptedException {
        Process process = new ProcessBuilder(JavaProcess.command(flags, Probes.class, List.of(Double.toString(millis))))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        String output = new String(process.getInputStream().readAllBytes());
        if (process.waitFor() != 0) {
            throw new IOException("the process that measures single kernels failed");
        }
        return List.of(new JsonMapper().readValue(output, Probes.Probe[].class));
    }

    static List<KernelReport> reports(List<Probes.Probe> probes, List<ModelReport> models, Limits limits) {
        List<KernelReport> reports = new ArrayList<>();
        for (Probes.Probe probe : probes) {
            reports.add(
                    probe.operations() > 0
                            ? KernelReport.computing(probe.what(), probe.operations() / (probe.millis() * 1e6), limits)
                            : KernelReport.reading(probe.what(), probe.bytes(), probe.millis(), limits));
        }
        for (ModelReport model : models) {
            if (CONVOLUTIONS.contains(model.name())) {
                model.in(Steady.PLAIN)
                        .map(plain -> plain.engines().get(MarkhorFactory.NAME).gflops())
                        .ifPresent(gflops -> reports.add(KernelReport.computing(model.title(), gflops, limits)));
            }
        }
        return reports;
    }
}
