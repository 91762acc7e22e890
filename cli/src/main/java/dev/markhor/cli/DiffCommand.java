package dev.markhor.cli;

import dev.markhor.cli.diff.Difference;
import dev.markhor.cli.diff.Status;
import dev.markhor.cli.diff.WeightDiff;
import dev.markhor.cli.weights.Weights;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Compares what two files hold. */
@Command(
        name = "diff",
        description = {
            "Compares two weight or model files of any formats, array by array: what is the same, moved, renamed, rearranged, changed, or only in one.",
            "The exit code is 0 if all is the same, 1 if something differs, 2 if the files could not be compared."
        },
        mixinStandardHelpOptions = true,
        exitCodeOnExecutionException = ExitCode.USAGE,
        footerHeading = "%nExamples:%n",
        footer = {
            "  markhor diff before.keras after.keras",
            "  markhor diff --tolerance 1e-6 model.h5 training/ckpt-7",
            "  markhor diff --json a.weights.h5 saved_model/"
        })
final class DiffCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "A", description = "A file, a folder, or the prefix of a checkpoint.")
    private Path a;

    @Parameters(index = "1", paramLabel = "B", description = "What to compare it with.")
    private Path b;

    @Option(
            names = "--tolerance",
            paramLabel = "X",
            defaultValue = "0",
            description = "Values are the same if |a - b| <= X * max(1, |a|, |b|) (default: ${DEFAULT-VALUE}).")
    private double tolerance;

    @Option(names = "--training", description = "Compare the states of optimizers, metrics and random generators too.")
    private boolean training;

    @Option(names = "--all", description = "List also what is the same.")
    private boolean all;

    @Option(names = "--json", description = "One JSON object.")
    private boolean json;

    @Spec
    private CommandSpec spec;

    private final Terminal terminal;

    DiffCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (!(tolerance >= 0)) {
            throw new ParameterException(spec.commandLine(), "--tolerance must not be negative: " + tolerance);
        }
        try (Weights first = Weights.open(a);
                Weights second = Weights.open(b);
                WeightDiff diff = new WeightDiff(first, second, tolerance)) {
            List<Difference> differences = diff.differences(training);
            DiffReport report = new DiffReport(a, first, b, second, differences, training);
            if (json) {
                terminal.out().println(JsonLine.of(report.json()));
            } else {
                report.print(terminal.out(), all);
            }
            boolean same = differences.stream().allMatch(difference -> difference.status() == Status.SAME);
            return same ? ExitCode.OK : ExitCode.FAILURE;
        }
    }
}
