package dev.markhor.benchmarks.suite;

import dev.markhor.benchmarks.engine.ModelFile;
import dev.markhor.benchmarks.report.LoadReport;
import dev.markhor.benchmarks.report.Spread;
import dev.markhor.benchmarks.worker.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/** Loading, in processes that load again and again, taking turns; files are in the page cache. */
final class Loads {
    private record Way(Contestant engine, ModelFile file) {}

    private Loads() {}

    static List<LoadReport> measure(List<Contestant> engines, Path folder, Effort effort, List<String> problems)
            throws IOException {
        Map<String, WorkerProcess> workers = new LinkedHashMap<>();
        Map<Way, List<double[]>> times = new LinkedHashMap<>();
        try {
            for (Contestant engine : engines) {
                workers.put(engine.name(), WorkerProcess.start(engine.worker(folder, 2), 2));
                engine.files().forEach(file -> times.put(new Way(engine, file), new ArrayList<>()));
            }
            long start = System.nanoTime();
            for (int round = -effort.firstLoads(); round < effort.mostLoads(); round++) {
                if (round >= effort.leastRounds() && (System.nanoTime() - start) / 1e9 > effort.loadSeconds()) {
                    break;
                }
                round(workers, times, round, problems);
            }
        } finally {
            for (WorkerProcess worker : workers.values()) {
                worker.close();
            }
        }
        return times.entrySet().stream()
                .map(way -> report(way.getKey(), way.getValue()))
                .toList();
    }

    private static void round(
            Map<String, WorkerProcess> workers, Map<Way, List<double[]>> times, int round, List<String> problems) {
        for (Way way : List.copyOf(times.keySet())) {
            try {
                double[] millis = workers.get(way.engine.name())
                        .ask(Request.load(way.file))
                        .millis();
                if (round >= 0) {
                    times.get(way).add(millis);
                }
            } catch (WorkerProcess.Failure e) {
                problems.add("loading " + way.file.title() + " by " + way.engine.title() + ": " + e.getMessage());
                times.remove(way);
            }
        }
    }

    private static LoadReport report(Way way, List<double[]> times) {
        return new LoadReport(
                way.engine.name(),
                way.file,
                spread(times, t -> t[0]),
                spread(times, t -> t[1]),
                spread(times, t -> t[2]),
                spread(times, t -> t[0] + t[1]));
    }

    private static Spread spread(List<double[]> times, ToDoubleFunction<double[]> part) {
        return Spread.of(times.stream().mapToDouble(part).toArray());
    }
}
