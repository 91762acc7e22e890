package dev.markhor.cli;

import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Times loading and running: of models alone, of one model from several files, or of one beside ONNX Runtime. */
@Command(
        name = "bench",
        description = {
            "Times models: loading them, the first prediction, and those after it.",
            "With --weights: every way of loading one model, beside Keras with --python.",
            "With --onnx: one model beside the same in ONNX Runtime, after comparing their outputs."
        },
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  markhor bench model.h5 model.keras model.weights.h5",
            "  markhor bench --batch 16 --threads 1 --seconds 10 --json model.keras",
            "  markhor bench m.keras --weights w.h5 --weights ckpt/w --python venv/bin/python",
            "  markhor bench model.keras --onnx model.onnx --batch 16"
        })
final class BenchCommand implements Callable<Integer> {
    private static final int LOAD_ROUNDS = 9;
    private static final int ENGINE_ROUNDS = 20;

    @Parameters(arity = "0..*", paramLabel = "MODEL", description = "Models' files or folders.")
    private List<Path> paths = List.of();

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3",
            description =
                    "Without --weights and --onnx: how long to repeat predictions, after a second of warming up (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--rounds",
            paramLabel = "N",
            description = "With --weights or --onnx: how often everything is done by turns (default: " + LOAD_ROUNDS
                    + ", " + ENGINE_ROUNDS + ").")
    private Integer rounds;

    @Option(names = "--json", description = "One JSON object a line in place of a table; times in milliseconds.")
    private boolean json;

    @Mixin
    private InputOptions inputs;

    @Mixin
    private LoadBench loads;

    @Mixin
    private OnnxBench onnx;

    @Mixin
    private ModelOptions options;

    private final Terminal terminal;

    BenchCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        inputs.check();
        requirePositive("--seconds", seconds);
        requirePositive("--rounds", rounds == null ? 1 : rounds);
        if (loads.isWanted() && onnx.isWanted()) {
            throw new IllegalArgumentException("--weights or --python, and --onnx, are two comparisons: one at a time");
        }
        if (loads.isWanted()) {
            requireOneModel(paths.size() <= 1);
            return loads.run(
                    terminal, paths.stream().findFirst(), options, inputs, rounds == null ? LOAD_ROUNDS : rounds, json);
        }
        onnx.check();
        if (onnx.isWanted()) {
            requireOneModel(paths.size() == 1);
            return onnx.run(terminal, paths.get(0), options, inputs, rounds == null ? ENGINE_ROUNDS : rounds, json);
        }
        if (paths.isEmpty()) {
            throw new IllegalArgumentException("a MODEL is missing");
        }
        return new ModelBench(terminal, options, inputs, seconds, json).run(paths);
    }

    private void requireOneModel(boolean holds) {
        if (paths.isEmpty() && !holds) {
            throw new IllegalArgumentException("a MODEL is missing: the file of the model that is compared");
        }
        if (!holds) {
            throw new IllegalArgumentException("one MODEL is compared at a time, found " + paths);
        }
    }

    static void requirePositive(String option, Number value) {
        if (!(value.doubleValue() > 0)) {
            throw new IllegalArgumentException(option + " must be positive: " + value);
        }
    }
}
