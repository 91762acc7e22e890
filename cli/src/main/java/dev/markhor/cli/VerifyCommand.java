package dev.markhor.cli;

import dev.markhor.keras.LoadOptions;
import dev.markhor.verify.GoldenCase;
import dev.markhor.verify.GoldenFinder;
import dev.markhor.verify.ModelFormat;
import dev.markhor.verify.ModelSubject;
import dev.markhor.verify.Result;
import dev.markhor.verify.Verification;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.EnumSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Compares models with golden values. */
@Command(
        name = "verify",
        description =
                "Compares what models compute with golden values beside them, which the original framework computed.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  markhor verify golden/real/mlperf-tiny",
            "  markhor verify --format keras,hdf5 --json models/",
            "  markhor verify --extensions my-layers.jar model.h5"
        })
final class VerifyCommand implements Callable<Integer> {
    @Parameters(
            arity = "1..*",
            paramLabel = "PATH",
            description = "Models, golden files (X.golden.npz), or folders that are searched for them.")
    private List<Path> paths;

    @Option(
            names = "--format",
            paramLabel = "FORMAT",
            split = ",",
            description =
                    "Only models in these formats: ${COMPLETION-CANDIDATES}. What is found but does not open fails.")
    private Set<ModelFormat> formats = EnumSet.allOf(ModelFormat.class);

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            defaultValue = "1e-5",
            description =
                    "Largest relative difference where a model's golden values name none (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(names = "--json", description = "One JSON object a line: model, passed, difference, tolerance, message.")
    private boolean json;

    @Mixin
    private ModelOptions options;

    private final Terminal terminal;

    VerifyCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        for (Path path : paths) {
            if (!Files.exists(path) && !Files.exists(Path.of(path + ".index"))) {
                throw new IllegalArgumentException(path + ": no such file or folder");
            }
        }
        LoadOptions load = options.load();
        Verification verification =
                new Verification(golden -> ModelSubject.open(golden, load, options.execution()), tolerance);
        int passed = 0;
        int failed = 0;
        int left = 0;
        List<GoldenCase> cases = GoldenFinder.find(paths);
        try (Progress progress = Progress.start(terminal, "verifying")) {
            for (GoldenCase golden : cases) {
                if (golden.problem().isEmpty() && !formats.contains(golden.format())) {
                    left++;
                    printNotSelected(golden);
                    continue;
                }
                progress.task("verifying " + golden.model());
                Result result = verification.run(golden);
                progress.pause();
                if (result.passed()) {
                    passed++;
                } else {
                    failed++;
                }
                print(explained(result));
            }
        }
        if (passed + failed == 0) {
            throw new IllegalArgumentException("no model with golden values in " + paths
                    + (left > 0 ? " is in a selected format" : " (X.golden.npz beside a model X)"));
        }
        if (!json) {
            terminal.out()
                    .println(passed + " passed, " + failed + " failed"
                            + (left > 0 ? ", " + left + " not selected" : ""));
        }
        return failed == 0 ? ExitCode.OK : ExitCode.FAILURE;
    }

    /** A failure of a model of whose classes nothing is known says so. */
    private Result explained(Result result) {
        GoldenCase golden = result.golden();
        if (result.passed() || golden.customObjects().isEmpty() || options.hasExtensions()) {
            return result;
        }
        String needs = "; it needs Java classes for " + String.join(", ", golden.customObjects()) + ": --extensions";
        return new Result(golden, false, result.difference(), result.tolerance(), result.message() + needs);
    }

    private void print(Result result) {
        if (json) {
            printJson(result.golden(), result.passed(), result.difference(), result.tolerance(), result.message());
            return;
        }
        String difference = Double.isNaN(result.difference())
                ? ""
                : String.format(Locale.ROOT, "  %.1e (tolerance %.0e)", result.difference(), result.tolerance());
        String message = result.message().isEmpty() ? "" : "  " + CommandWords.of(result.message());
        terminal.out()
                .println((result.passed() ? "ok    " : "FAIL  ")
                        + result.golden().model()
                        + difference
                        + message);
    }

    private void printNotSelected(GoldenCase golden) {
        String reason = "not selected (" + golden.format().title() + ")";
        if (json) {
            printJson(golden, null, Double.NaN, golden.tolerance().orElse(tolerance), reason);
        } else {
            terminal.out().println("-     " + golden.model() + "  " + reason);
        }
    }

    private void printJson(GoldenCase golden, Boolean passed, double difference, double allowed, String message) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("model", golden.model());
        object.put("passed", passed);
        object.put("difference", difference);
        object.put("tolerance", allowed);
        object.put("message", message);
        terminal.out().println(JsonLine.of(object));
    }
}
