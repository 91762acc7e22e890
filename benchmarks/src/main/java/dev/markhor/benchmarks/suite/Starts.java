package dev.markhor.benchmarks.suite;

import dev.markhor.benchmarks.report.MemoryReport;
import dev.markhor.benchmarks.report.Spread;
import dev.markhor.benchmarks.report.StartReport;
import dev.markhor.benchmarks.report.StartWay;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Fresh processes that open a model and predict, started in each way, taking turns. */
final class Starts {
    /** Calls of the process whose memory is watched. */
    private static final int WATCHED_CALLS = 20;

    private final List<Contestant> engines;
    private final Path folder;
    private final Path archives;
    private final long[] sample;
    private final List<String> problems;

    private record Start(Contestant engine, StartWay way) {}

    /** @param archives where the archives of classes go */
    Starts(List<Contestant> engines, Path folder, Path archives, long[] sample, List<String> problems) {
        this.engines = engines.stream()
                .filter(engine -> engine.factory().isPresent() && engine.takes(folder))
                .toList();
        this.folder = folder;
        this.archives = archives;
        this.sample = sample;
        this.problems = problems;
    }

    List<StartReport> measure(int runs) throws IOException {
        Files.createDirectories(archives);
        Map<Start, List<FreshProcess>> ended = new LinkedHashMap<>();
        for (Contestant engine : engines) { // the first run of each fills caches too
            Files.deleteIfExists(archive(engine));
            boolean archived = run(engine, StartWay.writing(archive(engine)), 1, false) != null;
            for (StartWay way : StartWay.values()) {
                if (archived || way == StartWay.PLAIN) {
                    ended.put(new Start(engine, way), new ArrayList<>());
                }
            }
        }
        for (int run = 0; run < runs; run++) {
            ended.forEach((start, processes) -> {
                FreshProcess process = run(start.engine, start.way.flags(archive(start.engine)), 1, false);
                if (process != null) {
                    processes.add(process);
                }
            });
        }
        return ended.entrySet().stream()
                .filter(start -> !start.getValue().isEmpty())
                .map(start -> new StartReport(
                        start.getKey().engine.name(),
                        start.getKey().way,
                        spread(start.getValue(), process -> process.predictedMillis() / 1e3),
                        spread(start.getValue(), process -> process.peakBytes() / 1e6)))
                .toList();
    }

    private Path archive(Contestant engine) {
        return archives.resolve(engine.name() + "-" + folder.getFileName() + ".jsa");
    }

    private static Spread spread(List<FreshProcess> processes, ToDoubleFunction<FreshProcess> value) {
        return Spread.of(processes.stream().mapToDouble(value).toArray());
    }

    /** Without flags. */
    List<MemoryReport> watch() {
        List<MemoryReport> reports = new ArrayList<>();
        for (Contestant engine : engines) {
            FreshProcess process = run(engine, List.of(), WATCHED_CALLS, true);
            if (process != null) {
                reports.add(new MemoryReport(
                        engine.name(), process.openedMillis(), process.predictedMillis(), process.memory()));
            }
        }
        return reports;
    }

    private FreshProcess run(Contestant engine, List<String> flags, int calls, boolean watched) {
        try {
            return FreshProcess.run(engine.once(flags, folder, sample, calls).orElseThrow(), watched);
        } catch (IOException e) {
            String problem = "a fresh process of " + engine.title() + ": " + e.getMessage();
            if (!problems.contains(problem)) {
                problems.add(problem);
            }
            return null;
        }
    }
}
