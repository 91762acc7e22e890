package dev.markhor.benchmarks.suite;

import dev.markhor.benchmarks.report.MemoryReport;
import dev.markhor.benchmarks.report.Spread;
import dev.markhor.benchmarks.report.StartReport;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Fresh processes that open a model and predict, taking turns. */
final class Starts {
    /** Calls of the process whose memory is watched. */
    private static final int WATCHED_CALLS = 20;

    private final List<Contestant> engines;
    private final Path folder;
    private final long[] sample;
    private final List<String> problems;

    Starts(List<Contestant> engines, Path folder, long[] sample, List<String> problems) {
        this.engines = engines;
        this.folder = folder;
        this.sample = sample;
        this.problems = problems;
    }

    List<StartReport> measure(int runs) {
        Map<String, List<FreshProcess>> ended = new LinkedHashMap<>();
        for (int run = -1; run < runs; run++) { // the first fills caches
            for (Contestant engine : engines) {
                FreshProcess process = run(engine, 1, false);
                if (process != null && run >= 0) {
                    ended.computeIfAbsent(engine.name(), e -> new ArrayList<>()).add(process);
                }
            }
        }
        List<StartReport> reports = new ArrayList<>();
        ended.forEach((engine, processes) -> reports.add(new StartReport(
                engine,
                Spread.of(processes.stream()
                        .mapToDouble(p -> p.predictedMillis() / 1e3)
                        .toArray()),
                Spread.of(
                        processes.stream().mapToDouble(p -> p.peakBytes() / 1e6).toArray()))));
        return reports;
    }

    List<MemoryReport> watch() {
        List<MemoryReport> reports = new ArrayList<>();
        for (Contestant engine : engines) {
            FreshProcess process = run(engine, WATCHED_CALLS, true);
            if (process != null) {
                reports.add(new MemoryReport(
                        engine.name(), process.openedMillis(), process.predictedMillis(), process.memory()));
            }
        }
        return reports;
    }

    private FreshProcess run(Contestant engine, int calls, boolean watched) {
        List<String> command = engine.once(folder, sample, calls).orElse(null);
        if (command == null || !engine.takes(folder)) {
            return null;
        }
        try {
            return FreshProcess.run(command, watched);
        } catch (IOException e) {
            String problem = "a fresh process of " + engine.title() + ": " + e.getMessage();
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
            return null;
        }
    }
}
