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
import java.util.Arrays;
import java.util.EnumSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Compares models with golden values. */
final class VerifyCommand implements Command {
    @Override
    public CommandSpec spec() {
        return ModelOptions.addTo(new CommandSpec(
                                "verify",
                                "Compares what models compute with golden values beside them, which the original framework computed.")
                        .repeated("PATH", "Models, golden files (X.golden.npz), or folders that are searched for them.")
                        .option(
                                "--format",
                                "FORMATS",
                                "Only models in these formats: "
                                        + Arrays.stream(ModelFormat.values())
                                                .map(ModelFormat::title)
                                                .collect(Collectors.joining(","))
                                        + ".")
                        .option(
                                "--tolerance",
                                "X",
                                "Largest relative difference where a model's golden values name none (default: 1e-5).")
                        .flag("--json", "One JSON object a line: model, passed, difference, tolerance, message."))
                .example("markhor verify golden/real")
                .example("markhor verify --format keras,hdf5 --json models/")
                .example("markhor verify --extensions my-layers.jar model.h5");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        List<Path> paths = arguments.paths(0);
        for (Path path : paths) {
            if (!Files.exists(path) && !Files.exists(Path.of(path + ".index"))) {
                throw new IllegalArgumentException(path + ": no such file or folder");
            }
        }
        Set<ModelFormat> formats =
                arguments.find("--format").map(VerifyCommand::formats).orElse(EnumSet.allOf(ModelFormat.class));
        double tolerance = arguments.positive("--tolerance", Verification.DEFAULT_TOLERANCE);
        boolean json = arguments.has("--json");
        ModelOptions options = new ModelOptions(arguments);
        VerifyReport report = new VerifyReport(terminal.out(), json);
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
                    report.notSelected(golden, tolerance);
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
                report.result(result);
            }
        }
        if (!json) {
            terminal.out()
                    .println(passed + " passed, " + failed + " failed"
                            + (left > 0 ? ", " + left + " not selected" : ""));
        }
        if (passed + failed == 0) {
            throw new IllegalArgumentException("no model with golden values in " + paths
                    + (left > 0 ? " is in a selected format" : " (X.golden.npz beside a model X)"));
        }
        return failed == 0 ? ExitCode.OK : ExitCode.FAILURE;
    }

    private static Set<ModelFormat> formats(String text) {
        Set<ModelFormat> formats = EnumSet.noneOf(ModelFormat.class);
        for (String name : text.split(",")) {
            formats.add(Arrays.stream(ModelFormat.values())
                    .filter(format -> format.title().equalsIgnoreCase(name))
                    .findFirst()
                    .orElseThrow(() -> new UsageException("--format: there is no format '" + name + "'")));
        }
        return formats;
    }
}
