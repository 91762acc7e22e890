package dev.markhor.benchmarks.suite;

import com.fasterxml.jackson.databind.SerializationFeature;
import com.fasterxml.jackson.databind.json.JsonMapper;
import dev.markhor.benchmarks.engine.Engines;
import dev.markhor.benchmarks.page.Page;
import dev.markhor.benchmarks.page.Tables;
import dev.markhor.benchmarks.report.KernelReport;
import dev.markhor.benchmarks.report.Limits;
import dev.markhor.benchmarks.report.ModelReport;
import dev.markhor.benchmarks.report.Report;
import dev.markhor.benchmarks.worker.Probes;
import dev.markhor.benchmarks.worker.Samples;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** Measures every model with every engine, and writes suite.json, suite.html and suite.md. */
public final class Suite {
    private static final String JSON = "suite.json";
    private static final String PAGE = "suite.html";
    private static final String TABLES = "suite.md";

    private Suite() {}

    /** Exits with 2 if the arguments are wrong, with 1 if a model could not be measured. */
    public static void main(String... words) throws IOException, InterruptedException {
        if (Arrays.asList(words).contains("--help")) {
            System.out.print(SuiteOptions.USAGE);
            return;
        }
        try {
            if (!run(SuiteOptions.parse(words))) {
                System.exit(1);
            }
        } catch (IllegalArgumentException e) {
            System.err.println("suite: " + e.getMessage());
            System.err.println("suite: --help tells what it takes");
            System.exit(2);
        }
    }

    private static boolean run(SuiteOptions options) throws IOException, InterruptedException {
        List<Path> folders = folders(options);
        List<Contestant> contestants = new ArrayList<>(Engines.all().stream()
                .map(engine -> Contestant.of(engine, options.flags()))
                .toList());
        if (options.python().isPresent()) {
            contestants.addAll(PythonEngines.found(options.python().get()));
        }
        Limits limits = MachineLimits.best(limits(options), limits(options));
        List<Probes.Probe> probes =
                KernelRun.probe(options.flags(), options.effort().probeMillis());
        List<ModelReport> models = new ArrayList<>();
        long begin = System.nanoTime();
        for (int i = 0; i < folders.size(); i++) {
            double left = options.effort().minutes() * 60 - (System.nanoTime() - begin) / 1e9;
            Effort effort = options.effort().within(Math.max(0, left / (folders.size() - i)));
            // Again and again: what else the machine does hides its limits now and then.
            limits = MachineLimits.best(limits, limits(options));
            ModelRun run = new ModelRun(contestants, effort, limits, folders.get(i), options.results());
            System.out.printf("%-24s ", run.title());
            System.out.flush();
            long start = System.nanoTime();
            try {
                models.add(run.measure());
                // After each model: a run that is stopped leaves what it has.
                write(report(options, contestants, limits, probes, models), options.results());
                System.out.printf("%4d s%n", (System.nanoTime() - start) / 1_000_000_000);
            } catch (WorkerProcess.Failure e) {
                System.out.println("failed: " + e.getMessage());
            }
        }
        List.of(JSON, PAGE, TABLES)
                .forEach(file -> System.out.println(options.results().resolve(file)));
        return models.size() == folders.size();
    }

    private static Limits limits(SuiteOptions options) throws IOException, InterruptedException {
        Limits measured = MachineLimits.measure();
        return options.isa().map(measured::upTo).orElse(measured);
    }

    private static List<Path> folders(SuiteOptions options) throws IOException {
        try (Stream<Path> entries = Files.list(options.models())) {
            List<Path> folders = entries.filter(folder -> Files.exists(folder.resolve("about.json")))
                    .sorted(Comparator.comparing(folder -> Samples.in(folder).operations()))
                    .toList();
            List<String> names =
                    folders.stream().map(f -> f.getFileName().toString()).toList();
            if (folders.isEmpty() || !names.containsAll(options.only())) {
                throw new IllegalArgumentException(
                        options.models() + " holds " + names + ", expected " + options.only());
            }
            return folders.stream()
                    .filter(f -> options.only().isEmpty()
                            || options.only().contains(f.getFileName().toString()))
                    .toList();
        }
    }

    private static Report report(
            SuiteOptions options,
            List<Contestant> contestants,
            Limits limits,
            List<Probes.Probe> probes,
            List<ModelReport> models)
            throws IOException {
        Map<String, String> engines = new LinkedHashMap<>();
        contestants.forEach(contestant -> engines.put(contestant.name(), contestant.title()));
        Map<String, String> machine = Machine.describe();
        options.isa().ifPresent(isa -> machine.put("Markhor held to", isa + ", other engines use what they like"));
        List<KernelReport> kernels = KernelRun.reports(probes, models, limits);
        return new Report(
                Instant.now().truncatedTo(ChronoUnit.SECONDS).toString(),
                options.effort().name(),
                machine,
                Machine.isBusy(),
                limits,
                engines,
                models,
                kernels,
                Goals.of(models, kernels));
    }

    private static void write(Report report, Path folder) throws IOException {
        Files.createDirectories(folder);
        JsonMapper mapper =
                JsonMapper.builder().enable(SerializationFeature.INDENT_OUTPUT).build();
        mapper.writeValue(folder.resolve(JSON).toFile(), report);
        Files.writeString(folder.resolve(PAGE), Page.of(report));
        Files.writeString(folder.resolve(TABLES), Tables.of(report));
    }
}
