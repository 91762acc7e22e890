package dev.markhor.cli;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.keras.V3Weights;
import dev.markhor.formats.savedmodel.SavedModel;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.Callable;
import java.util.stream.Stream;
import picocli.CommandLine.ArgGroup;
import picocli.CommandLine.Command;
import picocli.CommandLine.Model.CommandSpec;
import picocli.CommandLine.Option;
import picocli.CommandLine.ParameterException;
import picocli.CommandLine.Parameters;
import picocli.CommandLine.Spec;

/** Shows what a file holds, model or not. */
@Command(
        name = "inspect",
        description = "Shows what a weight file holds: a tree of names, types, shapes and sizes.",
        mixinStandardHelpOptions = true,
        footerHeading = "%nExamples:%n",
        footer = {
            "  markhor inspect model.h5",
            "  markhor inspect --flat model.keras | grep kernel",
            "  markhor inspect --json model.weights.h5",
            "  markhor inspect training/ckpt-7",
            "  markhor inspect saved_model/",
            "  markhor inspect --stats model.h5",
            "  markhor inspect --config model.keras | less"
        })
final class InspectCommand implements Callable<Integer> {
    @Parameters(
            paramLabel = "FILE",
            arity = "1..*",
            description =
                    "HDF5, .keras (file or folder), .weights.json, a TensorFlow checkpoint (prefix or folder), a SavedModel's folder, .npz or .npy.")
    private List<Path> files;

    @Option(names = "--flat", description = "One line for each array, with its whole path.")
    private boolean flat;

    @Option(names = "--json", description = "One JSON object for each file.")
    private boolean json;

    @ArgGroup
    private View view = new View();

    /** What to show in place of the tree. */
    static final class View {
        @Option(
                names = "--stats",
                description =
                        "What the values of each array are like: smallest, largest, mean, standard deviation, zeros, NaN, a histogram.")
        private boolean stats;

        @Option(
                names = "--objects",
                description = "All objects of a checkpoint or SavedModel, by the attributes that lead to them.")
        private boolean objects;

        @Option(names = "--config", description = "The configuration of a model, the JSON that Keras makes it from.")
        private boolean config;
    }

    @Spec
    private CommandSpec spec;

    private final Terminal terminal;

    InspectCommand(Terminal terminal) {
        this.terminal = terminal;
    }

    @Override
    public Integer call() {
        if (json && view.objects) {
            throw new ParameterException(
                    spec.commandLine(), "--objects has no --json; without --objects it lists all arrays");
        }
        for (Path file : files) {
            if (view.config) {
                terminal.out().println(ConfigText.of(file));
                continue;
            }
            if (view.objects) {
                ObjectTreeText.print(file, terminal.out());
                continue;
            }
            if (view.stats) {
                printStats(new StatsReport(file));
                continue;
            }
            Contents contents = read(file);
            if (json) {
                terminal.out().println(JsonLine.of(json(file, contents)));
            } else {
                print(file, contents);
            }
        }
        return ExitCode.OK;
    }

    private void printStats(StatsReport report) {
        if (json) {
            terminal.out().println(JsonLine.of(report.json()));
        } else {
            report.print(terminal.out());
        }
    }

    private static Contents read(Path file) {
        String name = String.valueOf(file.getFileName());
        if (name.endsWith(".npz")) {
            return new Contents("NumPy archive", "", Contents.ofNpz(file));
        }
        if (name.endsWith(".npy")) {
            Tensor tensor = Npy.read(file);
            long bytes = tensor.size() * tensor.dtype().bytes();
            return new Contents(
                    "NumPy array", "", List.of(new Contents.Entry("array", tensor.dtype(), tensor.shape(), bytes, "")));
        }
        if (Files.isRegularFile(file) && Hdf5File.isHdf5(file)) {
            return readHdf5(file);
        }
        FileKind kind = FileDetector.detect(file);
        return switch (kind) {
            case KERAS_ARCHIVE -> {
                try (KerasArchive archive = KerasArchive.open(file)) {
                    String writer = archive.kerasVersion().map("Keras "::concat).orElse("");
                    yield new Contents(kind.title(), writer, Contents.ofArchive(archive));
                }
            }
            case V3_SHARDED_WEIGHTS -> {
                try (V3Weights weights = V3Weights.open(file)) {
                    yield new Contents(kind.title(), "", Contents.ofWeights("", weights));
                }
            }
            case SAVED_MODEL -> SavedModelContents.read(SavedModel.open(file));
            case TF_CHECKPOINT -> {
                try (TensorBundle bundle = TensorBundle.open(file, true)) {
                    yield new Contents(kind.title(), "", Contents.ofCheckpoint(bundle));
                }
            }
            default ->
                throw new UnsupportedModelException(file + ": a " + kind.title() + ", which inspect does not read");
        };
    }

    private static Contents readHdf5(Path file) {
        try (Hdf5File hdf5 = Hdf5File.open(file)) {
            String kind;
            try {
                kind = FileDetector.kindOf(hdf5).title();
            } catch (MalformedFileException e) {
                kind = "HDF5 file, not Keras'";
            }
            String writer = Stream.of("", "model_weights")
                    .flatMap(group -> hdf5.root().group(group).stream())
                    .flatMap(group -> group.attributes().string("keras_version").stream())
                    .findFirst()
                    .map("Keras "::concat)
                    .orElse("");
            return new Contents(kind, writer, Contents.ofHdf5(hdf5));
        }
    }

    private void print(Path file, Contents contents) {
        List<Contents.Entry> arrays =
                contents.entries().stream().filter(Contents.Entry::isArray).toList();
        long values = arrays.stream().mapToLong(array -> array.shape().size()).sum();
        long bytes = arrays.stream().mapToLong(Contents.Entry::bytes).sum();
        terminal.out()
                .println(file + ": " + contents.kind() + (contents.writer().isEmpty() ? "" : ", " + contents.writer())
                        + ", " + arrays.size() + " arrays, " + Sizes.count(values) + " values, " + Sizes.bytes(bytes));
        Table table = new Table("lllrl");
        for (Contents.Entry entry : contents.entries()) {
            String label =
                    (flat ? entry.path() : indented(entry)) + (entry.note().isEmpty() ? "" : " (" + entry.note() + ")");
            if (entry.isArray()) {
                table.row(
                        label,
                        entry.dtype().kerasName(),
                        entry.shape().toString(),
                        Sizes.bytes(entry.bytes()),
                        entry.strings());
            } else if (!flat) {
                table.row(label, "", "", "");
            }
        }
        table.print(terminal.out());
    }

    private static String indented(Contents.Entry entry) {
        int depth = (int) entry.path().chars().filter(c -> c == '/').count();
        return "  ".repeat(depth + 1) + entry.path().substring(entry.path().lastIndexOf('/') + 1);
    }

    private static Map<String, Object> json(Path file, Contents contents) {
        List<Map<String, Object>> arrays = new ArrayList<>();
        for (Contents.Entry entry : contents.entries()) {
            if (entry.isArray()) {
                Map<String, Object> array = new LinkedHashMap<>();
                array.put("name", entry.path());
                array.put("dtype", entry.dtype().kerasName());
                array.put("shape", entry.shape().dims());
                array.put("bytes", entry.bytes());
                arrays.add(array);
            }
        }
        Map<String, Object> object = new LinkedHashMap<>();
        object.put("file", file.toString());
        object.put("kind", contents.kind());
        object.put("writer", contents.writer());
        object.putAll(contents.details());
        object.put("arrays", arrays);
        return object;
    }
}
