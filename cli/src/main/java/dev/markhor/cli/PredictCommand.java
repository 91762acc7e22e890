package dev.markhor.cli;

import dev.markhor.model.Model;
import dev.markhor.restore.LoadStatus;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npy;
import dev.markhor.verify.npy.Npz;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Runs a model on files. */
@Command(
        name = "predict",
        description = "Runs a model on pictures, tables, texts or NumPy arrays.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  markhor predict resnet8.h5 horse.png --labels cifar10.txt",
            "  markhor predict --scale -1..1 faces.hdf5 *.png --top 3",
            "  markhor predict model.keras input.npz --output result.npz",
            "  markhor predict model.keras samples.csv --json",
            "  markhor predict two_inputs.keras image=cat.png image=dog.png age=ages.csv"
        })
final class PredictCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "The model's file or folder.")
    private Path path;

    @Parameters(
            index = "1..*",
            arity = "1..*",
            paramLabel = "INPUT",
            description = {
                "A file or NAME=FILE, NAME being an input of the model: pictures (.png, .jpg, .gif, .bmp), .csv with a sample "
                        + "a line (of texts .txt too), .npy, or one .npz with arrays named as the model's inputs or input_0, input_1, ...",
                "For a model with one input all files make one batch. Otherwise a file for each input, in the order that "
                        + "summary tells, or by name; several files of one name make one batch."
            })
    private List<String> files;

    @Option(
            names = "--scale",
            paramLabel = "LOW..HIGH",
            defaultValue = "0..255",
            converter = Scale.Converter.class,
            description = "What black and white become in a picture (default: ${DEFAULT-VALUE}); many models want 0..1 "
                    + "or -1..1. Pictures are stretched to the model's size.")
    private Scale scale;

    @Option(names = "--labels", paramLabel = "FILE", description = "The classes' names, one a line.")
    private Path labels;

    @Option(
            names = "--top",
            paramLabel = "K",
            description =
                    "How many classes to print, best first (default: 5). Without it and --labels, outputs that are no "
                            + "probabilities of classes are printed as they are.")
    private Integer top;

    @Option(names = "--json", description = "Print all outputs as one JSON object.")
    private boolean json;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description = "Write the outputs to .npz, .npy or .json instead.")
    private Path output;

    @Mixin
    private ModelOptions options;

    private final Terminal terminal;

    PredictCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        checkOptions();
        Samples samples;
        List<Tensor> results;
        Optional<LoadStatus> incomplete;
        List<String> names = labels == null ? List.of() : readLabels();
        try (Progress progress = Progress.start(terminal, "loading " + path);
                Model model = options.open(path, progress)) {
            samples = new InputFiles(DeclaredInputs.of(model), scale).read(files);
            progress.task("predicting");
            results = model.predict(samples.inputs());
            incomplete = model.loadStatus().filter(status -> !status.missing().isEmpty());
        }
        incomplete.ifPresent(status -> terminal.err()
                .println("markhor: weights without a value in the file keep their initial ones, so "
                        + "the results are not those of the trained model\n" + status));
        if (output != null) {
            write(results);
        } else if (json) {
            terminal.out().println(JsonLine.of(named(results, true)));
        } else {
            new Readable(terminal.out(), names, Optional.ofNullable(top)).print(samples, results);
        }
        return ExitCode.OK;
    }

    /** What is wrong is told before the model is run. */
    private void checkOptions() {
        if (top != null && top < 1) {
            throw new IllegalArgumentException("--top must be positive: " + top);
        }
        if (output == null) {
            return;
        }
        String name = output.getFileName().toString();
        if (!name.endsWith(".npz") && !name.endsWith(".npy") && !name.endsWith(".json")) {
            throw new IllegalArgumentException(output + ": .npz, .npy or .json was expected");
        }
        Path folder = output.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException(output + ": no such folder: " + folder);
        }
    }

    private List<String> readLabels() {
        try {
            return Files.readAllLines(labels);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private void write(List<Tensor> results) {
        String name = output.getFileName().toString();
        if (name.endsWith(".npz")) {
            Map<String, Tensor> arrays = new LinkedHashMap<>();
            named(results, false).forEach((key, value) -> arrays.put(key, (Tensor) value));
            Npz.write(output, arrays);
        } else if (name.endsWith(".npy")) {
            if (results.size() != 1) {
                throw new IllegalArgumentException("the model has " + results.size() + " outputs: write them to .npz");
            }
            Npy.write(output, results.get(0));
        } else {
            try {
                Files.writeString(output, JsonLine.of(named(results, true)) + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        }
    }

    private static Map<String, Object> named(List<Tensor> results, boolean nested) {
        Map<String, Object> named = new LinkedHashMap<>();
        for (int i = 0; i < results.size(); i++) {
            named.put("output_" + i, nested ? NestedLists.of(results.get(i)) : results.get(i));
        }
        return named;
    }
}
