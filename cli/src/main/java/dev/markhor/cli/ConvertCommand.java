package dev.markhor.cli;

import dev.markhor.model.Model;
import java.nio.file.Path;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Writes what one file has into a file of another format. */
@Command(
        name = "convert",
        description = "Writes a model, or its weights, in the format that the new file's name tells.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  markhor convert model.h5 model.keras           a whole model that Keras 3 opens",
            "  markhor convert model.keras model.weights.h5   weights alone, as Keras 3 stores them",
            "  markhor convert model.keras weights.h5         weights alone, as legacy HDF5",
            "  markhor convert model.keras folder/weights     weights alone, as a TensorFlow checkpoint"
        })
final class ConvertCommand implements Callable<Integer> {
    @Parameters(index = "0", paramLabel = "MODEL", description = "The model's file or folder.")
    private Path from;

    @Parameters(
            index = "1",
            paramLabel = "FILE",
            description = "The new file: X.keras, X.weights.h5 or X.h5; or a checkpoint: X, X.ckpt or X.tf.")
    private Path to;

    @Option(names = "--keep", description = "Do not replace a file that is there.")
    private boolean keep;

    @Mixin
    private ModelOptions options;

    private final Terminal terminal;

    ConvertCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Progress progress = Progress.start(terminal, "loading " + from);
                Model model = options.open(from)) {
            progress.task("writing " + to);
            if (to.toString().endsWith(".keras")) {
                model.save(to, !keep);
            } else {
                model.saveWeights(to, !keep);
            }
        }
        return ExitCode.OK;
    }
}
