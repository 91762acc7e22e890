package dev.markhor.cli;

import dev.markhor.model.LayerSummary;
import dev.markhor.model.Model;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Variable;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Parameters;

/** Keras' {@code model.summary()}. */
@Command(
        name = "summary",
        description =
                "Lists a model's inputs, in the order in which predict takes them, and its layers with their output shapes, "
                        + "parameters and connections.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {"  markhor summary model.keras", "  markhor summary --architecture model.json model.weights.h5"})
final class SummaryCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "The model's file or folder.")
    private Path path;

    @Mixin
    private LoadingOptions options;

    private final Terminal terminal;

    SummaryCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        try (Progress progress = Progress.start(terminal, "loading " + path);
                Model model = options.open(path, progress)) {
            progress.close();
            print(model);
        }
        return ExitCode.OK;
    }

    private void print(Model model) {
        PrintStream out = terminal.out();
        List<LayerSummary> layers = model.summary();
        boolean connected =
                layers.stream().anyMatch(layer -> !layer.connectedTo().isEmpty());
        out.println("Model: " + quoted(model.name()));
        DeclaredInputs inputs = DeclaredInputs.of(model);
        if (inputs.areKnown()) {
            out.println("Inputs: " + inputs);
        }
        Table table = new Table(connected ? "llrl" : "llr").rule();
        table.row(
                connected
                        ? new String[] {"Layer (type)", "Output shape", "Params", "Connected to"}
                        : new String[] {"Layer (type)", "Output shape", "Params"});
        table.rule();
        for (LayerSummary layer : layers) {
            String name = layer.name() + " (" + layer.className() + ")";
            String shapes =
                    layer.outputShapes().stream().map(SummaryCommand::text).collect(Collectors.joining(", "));
            String parameters = Sizes.count(layer.parameters());
            table.row(
                    connected
                            ? new String[] {name, shapes, parameters, String.join(", ", layer.connectedTo())}
                            : new String[] {name, shapes, parameters});
        }
        table.rule().print(out);
        long all = count(model.weights());
        long trainable = count(model.trainableWeights());
        long bytes = model.weights().stream()
                .mapToLong(weight -> weight.shape().size() * weight.dtype().bytes())
                .sum();
        out.println("Total params: " + Sizes.count(all) + " (" + Sizes.bytes(bytes) + ")");
        out.println("Trainable params: " + Sizes.count(trainable));
        out.println("Non-trainable params: " + Sizes.count(all - trainable));
    }

    private static long count(List<Variable> weights) {
        return weights.stream().mapToLong(weight -> weight.shape().size()).sum();
    }

    private static String quoted(String name) {
        return '"' + name + '"';
    }

    /** As Keras writes it: {@code (None, 28, 28, 1)}. */
    private static String text(Shape shape) {
        StringBuilder text = new StringBuilder("(");
        for (int axis = 0; axis < shape.rank(); axis++) {
            text.append(axis == 0 ? "" : ", ").append(shape.isFree(axis) ? "None" : Long.toString(shape.dim(axis)));
        }
        return text.append(shape.rank() == 1 ? ",)" : ")").toString();
    }
}
