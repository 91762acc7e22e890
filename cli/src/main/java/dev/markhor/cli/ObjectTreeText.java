package dev.markhor.cli;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.checkpoint.ObjectGraphMessage;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.savedmodel.SavedModel;
import java.io.PrintStream;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

/** The objects of a checkpoint by the attributes that lead to them; one that several lead to is shown under the first. */
final class ObjectTreeText {
    private static final int DEEPEST = 64;

    private final TensorBundle bundle;
    private final ObjectGraphMessage graph;
    private final Table table = new Table("llll");
    private final Map<Integer, String> paths = new HashMap<>();

    private ObjectTreeText(TensorBundle bundle, ObjectGraphMessage graph) {
        this.bundle = bundle;
        this.graph = graph;
    }

    /** @throws UnsupportedModelException if the file has no graph of objects */
    static void print(Path file, PrintStream out) {
        FileKind kind = FileDetector.detect(file);
        if (kind != FileKind.TF_CHECKPOINT && kind != FileKind.SAVED_MODEL) {
            throw new UnsupportedModelException(
                    file + ": a " + kind.title() + "; only checkpoints and SavedModels have a graph of objects");
        }
        try (TensorBundle bundle =
                kind == FileKind.SAVED_MODEL ? SavedModel.open(file).openValues(true) : TensorBundle.open(file, true)) {
            ObjectGraphMessage graph = bundle.objectGraph()
                    .orElseThrow(() -> new UnsupportedModelException(
                            file + ": a checkpoint of names, without a graph of objects"));
            ObjectTreeText text = new ObjectTreeText(bundle, graph);
            text.paths.put(0, "(root)");
            text.below(0, "", 1);
            out.println(file + ": " + kind.title() + ", " + graph.nodes().size() + " objects");
            text.table.print(out);
        }
    }

    private void below(int number, String path, int depth) {
        ObjectGraphMessage.Node node = graph.nodes().get(number);
        node.children().forEach((name, child) -> row(name, path.isEmpty() ? name : path + "/" + name, child, depth));
    }

    private void row(String name, String path, int number, int depth) {
        String label = "  ".repeat(depth) + Printable.text(name);
        String earlier = paths.putIfAbsent(number, path);
        if (earlier != null) {
            table.row(label + " = " + Printable.text(earlier));
            return;
        }
        ObjectGraphMessage.Node node = graph.nodes().get(number);
        int slots = node.slots().size();
        String note = slots == 0 ? "" : " (" + slots + " values for variables)";
        ObjectGraphMessage.Value value = node.variable().orElse(null);
        if (value == null) {
            table.row(label + note);
        } else if (bundle.names().contains(value.key())) {
            StoredArray array = bundle.expected(value.key());
            table.row(label, bundle.type(value.key()), array.shape().toString(), Printable.text(value.fullName()));
        } else {
            table.row(label, "", "", "no value");
        }
        if (depth < DEEPEST) {
            below(number, path, depth + 1);
        } else if (!node.children().isEmpty()) {
            table.row("  ".repeat(depth + 1) + "...");
        }
    }
}
