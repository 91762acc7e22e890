package dev.markhor.cli;

import dev.markhor.Markhor;
import dev.markhor.cli.plot.ModelPlot;
import dev.markhor.cli.plot.PlotOptions;
import dev.markhor.model.Model;
import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Keras' {@code plot_model}. */
@Command(
        name = "plot",
        description =
                "Draws a model as SVG or PNG: its layers with shapes, options and parameters, and what goes from one to another.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  markhor plot model.keras",
            "  markhor plot model.h5 -o model.png --dark",
            "  markhor plot siamese.keras --expand-nested --direction LR -o siamese.svg"
        })
final class PlotCommand implements Callable<Integer> {
    /** From top to bottom, or from left to right. */
    enum Direction {
        TB,
        LR
    }

    @Parameters(paramLabel = "MODEL", description = "The model's file or folder.")
    private Path path;

    @Option(
            names = {"-o", "--output"},
            paramLabel = "FILE",
            description =
                    "Where to: a name that ends in .svg or .png (default: the model's name and .svg, in this folder).")
    private Path output;

    @Option(names = "--no-shapes", description = "Without the shapes of what layers take and give.")
    private boolean noShapes;

    @Option(names = "--dtype", description = "With the types of what layers take and give.")
    private boolean types;

    @Option(names = "--expand-nested", description = "Shows the layers of models inside, in frames.")
    private boolean expandNested;

    @Option(
            names = "--direction",
            paramLabel = "TB|LR",
            defaultValue = "TB",
            description = "From top to bottom or from left to right (default: ${DEFAULT-VALUE}).")
    private Direction direction;

    @Option(names = "--dark", description = "Dark, for SVG too, which otherwise follows its reader's setting.")
    private boolean dark;

    @Mixin
    private LoadingOptions options;

    private final Terminal terminal;

    PlotCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        Path file = output == null ? Path.of(stem() + ".svg") : output;
        boolean png = isPng(file);
        Path folder = file.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("--output: " + file + ": there is no folder " + folder);
        }
        ModelPlot plot = draw();
        String note = "";
        if (png) {
            try (OutputStream out = new BufferedOutputStream(Files.newOutputStream(file))) {
                double scale = plot.writePng(dark, out);
                note = scale < 1 ? ", made smaller: SVG stays readable" : "";
            }
        } else {
            Files.writeString(file, plot.svg(dark));
        }
        terminal.out().printf(Locale.ROOT, "%s (%.0f x %.0f%s)%n", file, plot.width(), plot.height(), note);
        return ExitCode.OK;
    }

    private ModelPlot draw() {
        try (Progress progress = Progress.start(terminal, "loading " + path);
                Model model = options.open(path, progress)) {
            Map<String, Object> config = Markhor.config(path, options.load()).orElse(Map.of());
            progress.task("drawing " + path);
            return ModelPlot.of(
                    model, config, new PlotOptions(!noShapes, types, expandNested), direction == Direction.TB);
        }
    }

    private String stem() {
        Path name = path.toAbsolutePath().normalize().getFileName();
        return name == null ? "model" : name.toString().replaceFirst("(\\.weights)?\\.(h5|hdf5|keras|json)$", "");
    }

    private static boolean isPng(Path file) {
        String name = String.valueOf(file.getFileName()).toLowerCase(Locale.ROOT);
        if (!name.endsWith(".svg") && !name.endsWith(".png")) {
            throw new IllegalArgumentException("--output: " + file + ": a name that ends in .svg or .png was expected");
        }
        return name.endsWith(".png");
    }
}
