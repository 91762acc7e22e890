package dev.markhor.cli;

import dev.markhor.cli.bench.RandomInputs;
import dev.markhor.model.Model;
import dev.markhor.model.Profile;
import dev.markhor.model.Structure;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.concurrent.Callable;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells where the time of a prediction goes. */
@Command(
        name = "profile",
        description =
                "Tells where the time of a prediction goes: what each layer and each kernel takes, and how near that is to "
                        + "what the machine can do, which is measured too.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  markhor profile --threads 1 model.keras",
            "  markhor profile --batch 16 --order graph model.h5",
            "  markhor profile --svg roofline.svg model.keras",
            "  markhor profile --json model.keras | jq .kernels"
        })
final class ProfileCommand implements Callable<Integer> {
    /** Of rows. */
    enum Order {
        TIME,
        GRAPH
    }

    @Parameters(paramLabel = "MODEL", description = "The model's file or folder.")
    private Path path;

    @Option(
            names = "--seconds",
            paramLabel = "S",
            defaultValue = "3",
            description = "How long to predict (default: ${DEFAULT-VALUE}).")
    private double seconds;

    @Option(
            names = "--order",
            paramLabel = "ORDER",
            defaultValue = "time",
            description =
                    "Rows by time, the longest first, or as they run: ${COMPLETION-CANDIDATES} (default: ${DEFAULT-VALUE}).")
    private Order order;

    @Option(
            names = "--svg",
            paramLabel = "FILE",
            description =
                    "Draws the layers below the roofs that the machine sets, for a browser: a name that ends in .svg.")
    private Path svg;

    @Option(names = "--json", description = "One JSON object in place of tables; times in milliseconds.")
    private boolean json;

    @Mixin
    private InputOptions inputs;

    @Mixin
    private ModelOptions options;

    private final Terminal terminal;

    ProfileCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() throws IOException {
        inputs.check();
        BenchCommand.requirePositive("--seconds", seconds);
        requireSvg();
        Profile profile;
        Optional<String> others;
        try (Progress progress = Progress.start(terminal, "measuring " + path);
                Model model = options.open(path)) {
            List<Tensor> values = inputs.random().of(inputs.specs(path, model).values(), RandomInputs.bound(model));
            OtherPrograms watch = new OtherPrograms();
            profile = model.profile(Structure.list(values), Duration.ofNanos((long) (seconds * 1e9)));
            others = watch.signs(profile);
        }
        if (svg != null) {
            Files.writeString(svg, ProfilePicture.of(path, profile));
        }
        if (json) {
            terminal.out().println(JsonLine.of(ProfileJson.of(path, profile)));
        } else {
            new ProfileReport(profile, order == Order.TIME, others).print(path, terminal.out());
        }
        return ExitCode.OK;
    }

    private void requireSvg() {
        if (svg == null) {
            return;
        }
        if (!String.valueOf(svg.getFileName()).toLowerCase(Locale.ROOT).endsWith(".svg")) {
            throw new IllegalArgumentException("--svg: " + svg + ": a name that ends in .svg was expected");
        }
        Path folder = svg.toAbsolutePath().getParent();
        if (!Files.isDirectory(folder)) {
            throw new IllegalArgumentException("--svg: " + svg + ": there is no folder " + folder);
        }
    }
}
