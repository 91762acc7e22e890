package dev.markhor.cli;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.checkpoint.TensorBundleWriter;
import dev.markhor.model.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
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
            "  markhor convert model.h5 model.keras          the whole model, for Keras 3",
            "  markhor convert model.keras model.weights.h5  weights alone, of Keras 3",
            "  markhor convert model.keras weights.h5        weights alone, legacy HDF5",
            "  markhor convert model.keras folder/weights    weights alone, a checkpoint"
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
    private LoadingOptions options;

    private final Terminal terminal;

    ConvertCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Progress progress = Progress.start(terminal, "loading " + from);
                Model model = options.open(from, progress)) {
            progress.task("writing " + to);
            write(model);
        }
        terminal.out().println(to + " (" + kind() + ", " + Sizes.bytes(size()) + ")");
        return ExitCode.OK;
    }

    private void write(Model model) {
        if (!isArchive()) {
            model.saveWeights(to, !keep);
            return;
        }
        try {
            model.save(to, !keep);
        } catch (UnsupportedModelException e) {
            String weights = to.toString().replaceFirst("\\.keras$", ".weights.h5");
            throw new UnsupportedModelException(e.getMessage() + ": markhor convert " + from + " " + weights);
        }
    }

    private boolean isArchive() {
        return to.toString().endsWith(".keras");
    }

    private String kind() {
        String name = to.toString();
        if (isArchive()) {
            return "model for Keras 3";
        }
        return name.endsWith(".weights.h5")
                ? "weights for Keras 3"
                : isCheckpoint() ? "weights, TensorFlow checkpoint" : "weights, legacy HDF5";
    }

    private boolean isCheckpoint() {
        return !to.toString().matches("(?s).*\\.(keras|h5|hdf5)");
    }

    /** In bytes; a checkpoint's values are in a file beside its name. */
    private long size() {
        try {
            return Files.size(isCheckpoint() ? TensorBundleWriter.dataFile(to) : to);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
