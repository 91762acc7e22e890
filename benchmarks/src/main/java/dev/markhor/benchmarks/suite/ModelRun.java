package dev.markhor.benchmarks.suite;

import dev.markhor.benchmarks.engine.ArraysFactory;
import dev.markhor.benchmarks.engine.BytesFactory;
import dev.markhor.benchmarks.report.CaseReport;
import dev.markhor.benchmarks.report.Limits;
import dev.markhor.benchmarks.report.LoadReport;
import dev.markhor.benchmarks.report.MemoryReport;
import dev.markhor.benchmarks.report.ModelReport;
import dev.markhor.benchmarks.report.Ratio;
import dev.markhor.benchmarks.report.StartReport;
import dev.markhor.benchmarks.worker.Samples;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Measures everything about one model. */
final class ModelRun {
    private final List<Contestant> contestants;
    private final Effort effort;
    private final Limits limits;
    private final Path folder;
    private final Path results;
    private final Samples samples;
    private final Map<String, Double> differences = new LinkedHashMap<>();
    private final List<String> problems = new ArrayList<>();
    private List<CaseReport> cases = List.of();
    private Ratio scaling;

    /** @param results where archives of classes may go */
    ModelRun(List<Contestant> contestants, Effort effort, Limits limits, Path folder, Path results) {
        this.effort = effort;
        this.limits = limits;
        this.folder = folder;
        this.results = results;
        samples = Samples.in(folder);
        boolean small = samples.name().equals(Goals.SMALL);
        this.contestants = contestants.stream()
                .filter(contestant -> small || !contestant.name().equals(ArraysFactory.NAME))
                .toList();
    }

    String title() {
        return samples.title();
    }

    /** @throws WorkerProcess.Failure if Markhor itself fails or does not agree with Keras */
    ModelReport measure() throws IOException, InterruptedException, WorkerProcess.Failure {
        List<Contestant> agreeing = steady();
        List<Contestant> loading = new ArrayList<>(agreeing);
        loading.removeIf(engine -> engine.name().equals(ArraysFactory.NAME)); // it loads as Markhor does
        loading.add(Contestant.of(new BytesFactory(), List.of()));
        List<LoadReport> loads = Loads.measure(loading, folder, effort, problems);
        boolean started = effort.everyStart() || Goals.STARTS.containsKey(samples.name());
        Starts starts = new Starts(agreeing, folder, results.resolve("archives"), samples.input(), problems);
        List<StartReport> fresh = started ? starts.measure(effort.starts()) : List.of();
        List<MemoryReport> memory = started ? starts.watch() : List.of();
        return new ModelReport(
                samples.name(),
                samples.title(),
                samples.operations(),
                4 * samples.parameters(),
                differences,
                problems,
                cases,
                scaling,
                loads,
                fresh,
                memory);
    }

    private List<Contestant> steady() throws IOException, InterruptedException, WorkerProcess.Failure {
        try (Lineup lineup = Lineup.of(contestants, folder, samples)) {
            differences.putAll(lineup.differences());
            problems.addAll(lineup.problems());
            Steady steady = new Steady(effort, limits, samples, lineup);
            steady.measure();
            cases = steady.reports();
            scaling = steady.scaling();
            return contestants.stream()
                    .filter(contestant -> lineup.engines().contains(contestant.name()))
                    .toList();
        }
    }
}
