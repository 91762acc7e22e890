package dev.markhor.benchmarks.suite;

import dev.markhor.benchmarks.engine.ModelFile;
import dev.markhor.benchmarks.report.LoadReport;
import dev.markhor.benchmarks.report.Spread;
import dev.markhor.benchmarks.worker.Request;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.ToDoubleFunction;

/**
 * Loading, files being in the page cache: first in each engine's process by itself, again and again until the JVM has compiled what it will,
 * then in turns.
 */
final class Loads {
    /** How long a process loads before it is looked at whether it still gets faster. */
    private static final double STRETCH_MILLIS = 250;
    /** So many stretches that are no faster end it. */
    private static final int PATIENCE = 5;

    private static final double FASTER = 0.97;
    /** What an engine's further kinds of file get of the time for its first. */
    private static final double FURTHER = 0.25;

    /** One kind of file with one engine, and what was measured of it. */
    private static final class Way {
        final Contestant engine;
        final ModelFile file;
        final WorkerProcess worker;
        final List<double[]> counted = new ArrayList<>();
        int before;
        double firstReady;

        Way(Contestant engine, ModelFile file, WorkerProcess worker) {
            this.engine = engine;
            this.file = file;
            this.worker = worker;
        }

        boolean isFirst() {
            return file == engine.files().get(0) && file != ModelFile.BYTES;
        }

        List<double[]> load(double millis) throws WorkerProcess.Failure {
            double[] flat = worker.ask(Request.load(file, millis)).millis();
            List<double[]> loads = new ArrayList<>();
            for (int i = 0; i < flat.length; i += 3) {
                loads.add(new double[] {flat[i], flat[i + 1], flat[i + 2]});
            }
            return loads;
        }

        void warm(double seconds) throws WorkerProcess.Failure {
            firstReady = ready(load(0).get(0));
            before = 1;
            double best = firstReady;
            long start = System.nanoTime();
            int idle = 0;
            while (idle < PATIENCE && (System.nanoTime() - start) / 1e9 < seconds) {
                List<double[]> loads = load(STRETCH_MILLIS);
                before += loads.size();
                double median = spread(loads, Loads::ready).median();
                idle = median < FASTER * best ? 0 : idle + 1;
                best = Math.min(best, median);
            }
        }

        LoadReport report() {
            return new LoadReport(
                    engine.name(),
                    file,
                    before,
                    firstReady,
                    spread(counted, load -> load[0]),
                    spread(counted, load -> load[1]),
                    spread(counted, load -> load[2]),
                    spread(counted, Loads::ready));
        }
    }

    private Loads() {}

    static List<LoadReport> measure(List<Contestant> engines, Path folder, Effort effort, List<String> problems)
            throws IOException, InterruptedException {
        Map<String, WorkerProcess> workers = new LinkedHashMap<>();
        List<Way> ways = new ArrayList<>();
        try {
            for (Contestant engine : engines) {
                WorkerProcess worker = WorkerProcess.start(engine.worker(folder, 2), 2);
                workers.put(engine.name(), worker);
                engine.files().forEach(file -> ways.add(new Way(engine, file, worker)));
            }
            each(ways, problems, way -> way.warm(effort.warmLoadSeconds() * (way.isFirst() ? 1 : FURTHER)));
            long start = System.nanoTime();
            for (int round = 0; round < effort.mostLoads(); round++) {
                if (round >= effort.leastRounds() && (System.nanoTime() - start) / 1e9 > effort.loadSeconds()) {
                    break;
                }
                each(ways, problems, way -> {
                    Thread.sleep(Steady.SETTLING_MILLIS);
                    way.counted.addAll(way.load(effort.loadMillis()));
                });
            }
        } finally {
            for (WorkerProcess worker : workers.values()) {
                worker.close();
            }
        }
        return ways.stream().map(Way::report).toList();
    }

    private interface Step {
        void of(Way way) throws WorkerProcess.Failure, InterruptedException;
    }

    /** Who fails takes no further part. */
    private static void each(List<Way> ways, List<String> problems, Step step) throws InterruptedException {
        for (Iterator<Way> all = ways.iterator(); all.hasNext(); ) {
            Way way = all.next();
            try {
                step.of(way);
            } catch (WorkerProcess.Failure e) {
                problems.add("loading " + way.file.title() + " by " + way.engine.title() + ": " + e.getMessage());
                all.remove();
            }
        }
    }

    private static double ready(double[] load) {
        return load[0] + load[1];
    }

    private static Spread spread(List<double[]> times, ToDoubleFunction<double[]> part) {
        return Spread.of(times.stream().mapToDouble(part).toArray());
    }
}
