package dev.markhor.cli;

import dev.markhor.Diagnosis;
import dev.markhor.Diagnosis.LayerReport;
import dev.markhor.Diagnosis.Support;
import dev.markhor.Markhor;
import dev.markhor.graph.Spec;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import picocli.CommandLine.Command;
import picocli.CommandLine.Mixin;
import picocli.CommandLine.Option;
import picocli.CommandLine.Parameters;

/** Tells whether a model will run. */
@Command(
        name = "doctor",
        description =
                "Tells whether a model will run, layer by layer, and what to do where it will not. Runs nothing of it. "
                        + "Returns 0 only if predict will work.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  markhor doctor model.keras",
            "  markhor doctor --size 64 segmentation.h5",
            "  markhor doctor --architecture model.json model.weights.h5",
            "  markhor doctor --json model.h5 | jq .problems"
        })
final class DoctorCommand implements Callable<Integer> {
    @Parameters(paramLabel = "MODEL", description = "Any file or folder.")
    private Path path;

    @Option(
            names = "--size",
            paramLabel = "N",
            defaultValue = "224",
            description =
                    "What the model's free dimensions become, but for the batch, which is 1 (default: ${DEFAULT-VALUE}).")
    private int size;

    @Option(names = "--json", description = "Print one JSON object; memory in bytes.")
    private boolean json;

    @Mixin
    private LoadingOptions options;

    private final Terminal terminal;

    DoctorCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (size < 1) {
            throw new IllegalArgumentException("--size must be positive: " + size);
        }
        Diagnosis diagnosis;
        try (Progress progress = Progress.start(terminal, "examining " + path)) {
            diagnosis = Markhor.diagnose(path, options.load(), size);
        }
        if (json) {
            terminal.out().println(JsonLine.of(json(diagnosis)));
        } else {
            print(diagnosis);
        }
        return diagnosis.isUsable() ? ExitCode.OK : ExitCode.FAILURE;
    }

    // ---- for people

    private void print(Diagnosis diagnosis) {
        PrintStream out = terminal.out();
        out.println(diagnosis.file() + ": " + diagnosis.format().orElse("nothing that is read") + writer(diagnosis)
                + diagnosis
                        .dialect()
                        .map(dialect -> ", by the rules of " + rules(dialect.name()))
                        .orElse(""));
        List<LayerReport> layers = diagnosis.layers();
        if (!layers.isEmpty()) {
            Table table = new Table("ll").rule().row("Layer (type)", "Runs").rule();
            layers.forEach(layer -> table.row(layer.path() + " (" + layer.className() + ")", runs(layer)));
            table.rule().print(out);
            out.println("Layers: " + layers.size() + " (" + counts(layers) + ")");
        }
        diagnosis.footprint().ifPresent(footprint -> {
            out.println("Weights: " + Sizes.bytes(footprint.weightBytes()));
            out.println("A call: " + specs(footprint.inputs()) + " to " + specs(footprint.outputs()) + ", with "
                    + Sizes.bytes(footprint.arenaBytes()) + " for what is between");
        });
        diagnosis.notes().forEach(note -> out.println("Note: " + note));
        layers.forEach(
                layer -> layer.message().ifPresent(message -> out.println("Problem: " + CommandWords.of(message))));
        diagnosis.problems().forEach(problem -> out.println("Problem: " + CommandWords.of(problem)));
        out.println(diagnosis.isUsable() ? "It will run." : "It will not run.");
    }

    private static String writer(Diagnosis diagnosis) {
        return diagnosis
                        .writer()
                        .kerasVersion()
                        .map(version -> ", Keras " + version)
                        .orElse("")
                + diagnosis.writer().backend().map(backend -> " on " + backend).orElse("");
    }

    /** {@code Keras 2} for {@code KERAS2}. */
    private static String rules(String dialect) {
        return "Keras " + dialect.substring(dialect.length() - 1);
    }

    private static String runs(LayerReport layer) {
        return switch (layer.support()) {
            case NATIVE -> "natively";
            case JAVA -> "in Java: " + operations(layer.inJava());
            case IDLE -> "-";
            case READABLE -> "known";
            case UNREGISTERED -> "not registered";
            case REFUSED -> "refused";
        };
    }

    /** {@code topk, gather (3 times)}. */
    private static String operations(List<String> names) {
        Map<String, Long> counts =
                names.stream().collect(Collectors.groupingBy(name -> name, LinkedHashMap::new, Collectors.counting()));
        return counts.entrySet().stream()
                .map(entry -> entry.getKey() + (entry.getValue() == 1 ? "" : " (" + entry.getValue() + " times)"))
                .collect(Collectors.joining(", "));
    }

    private static String counts(List<LayerReport> layers) {
        return java.util.Arrays.stream(Support.values())
                .map(support -> Map.entry(
                        support,
                        layers.stream()
                                .filter(layer -> layer.support() == support)
                                .count()))
                .filter(entry -> entry.getValue() > 0)
                .map(entry -> entry.getValue() + " " + word(entry.getKey()))
                .collect(Collectors.joining(", "));
    }

    private static String word(Support support) {
        return switch (support) {
            case NATIVE -> "native";
            case JAVA -> "with steps in Java";
            case IDLE -> "with nothing to do";
            case READABLE -> "known";
            case UNREGISTERED -> "not registered";
            case REFUSED -> "refused";
        };
    }

    private static String specs(List<Spec> specs) {
        return specs.stream().map(Spec::toString).collect(Collectors.joining(", "));
    }

    // ---- for programs

    private static Map<String, Object> json(Diagnosis diagnosis) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", diagnosis.file());
        object.put("runs", diagnosis.isUsable());
        object.put("format", diagnosis.format().orElse(null));
        object.put("keras", diagnosis.writer().kerasVersion().orElse(null));
        object.put("backend", diagnosis.writer().backend().orElse(null));
        object.put("dialect", diagnosis.dialect().map(Enum::name).orElse(null));
        object.put(
                "layers", diagnosis.layers().stream().map(DoctorCommand::json).toList());
        object.put(
                "problems",
                Stream.concat(
                                diagnosis.layers().stream().flatMap(layer -> layer.message().stream()),
                                diagnosis.problems().stream())
                        .map(CommandWords::of)
                        .toList());
        object.put("notes", diagnosis.notes());
        object.put("memory", diagnosis.footprint().map(DoctorCommand::json).orElse(null));
        return object;
    }

    private static Map<String, Object> json(LayerReport layer) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("name", layer.path());
        object.put("class", layer.className());
        object.put("support", layer.support().name().toLowerCase(Locale.ROOT));
        object.put("java", layer.inJava());
        object.put("message", layer.message().map(CommandWords::of).orElse(null));
        return object;
    }

    private static Map<String, Object> json(Diagnosis.Footprint footprint) {
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("weights", footprint.weightBytes());
        object.put("arena", footprint.arenaBytes());
        object.put("inputs", footprint.inputs());
        object.put("outputs", footprint.outputs());
        return object;
    }
}
