package dev.markhor.cli;

import dev.markhor.model.Model;
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

/** Runs a model on files. */
final class PredictCommand implements Command {
    private static final int TOP = 5;

    @Override
    public CommandSpec spec() {
        return ModelOptions.addTo(new CommandSpec("predict", "Runs a model on pictures, tables or NumPy arrays.")
                        .positional("MODEL", "The model's file or folder.")
                        .repeated(
                                "INPUT",
                                "Pictures (.png, .jpg, .gif, .bmp), .csv with a sample a line, .npy, or .npz with arrays named as the "
                                        + "model's inputs or input_0, input_1, ... Several pictures make a batch; otherwise a file "
                                        + "for each input of the model.")
                        .option(
                                "--scale",
                                "LOW..HIGH",
                                "What black and white become in a picture (default: 0..255); many models want 0..1 or -1..1. "
                                        + "Pictures are stretched to the model's size.")
                        .option("--labels", "FILE", "The classes' names, one a line.")
                        .option("--top", "K", "How many classes to print (default: " + TOP + ").")
                        .flag("--json", "Print all outputs as one JSON object.")
                        .option("--output", "FILE", "Write the outputs to .npz, .npy or .json instead."))
                .example("markhor predict resnet8.h5 horse.png --labels cifar10.txt")
                .example("markhor predict --scale -1..1 faces.hdf5 *.png --top 3")
                .example("markhor predict model.keras input.npz --output result.npz")
                .example("markhor predict model.keras samples.csv --json");
    }

    @Override
    public int run(Arguments arguments, Terminal terminal) {
        Path path = arguments.path(0);
        List<Path> files = arguments.paths(1);
        Scale scale = Scale.parse(arguments.find("--scale").orElse("0..255"));
        int top = arguments.positive("--top", TOP);
        List<String> names =
                arguments.findPath("--labels").map(PredictCommand::readLabels).orElse(List.of());
        Optional<Path> output = arguments.findPath("--output");
        List<Tensor> results;
        try (Progress progress = Progress.start(terminal, "loading " + path);
                Model model = new ModelOptions(arguments).open(path)) {
            List<Tensor> inputs = new InputFiles(model.inputSpecs(), scale).read(files);
            progress.task("predicting");
            results = model.predict(inputs);
        }
        if (output.isPresent()) {
            write(output.get(), results);
        } else if (arguments.has("--json")) {
            terminal.out().println(JsonText.of(named(results, true)));
        } else {
            new Readable(terminal.out(), names, top).print(files, results);
        }
        return ExitCode.OK;
    }

    private static List<String> readLabels(Path file) {
        try {
            return Files.readAllLines(file);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static void write(Path output, List<Tensor> results) {
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
        } else if (name.endsWith(".json")) {
            try {
                Files.writeString(output, JsonText.of(named(results, true)) + "\n");
            } catch (IOException e) {
                throw new UncheckedIOException(e);
            }
        } else {
            throw new IllegalArgumentException(output + ": .npz, .npy or .json was expected");
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
