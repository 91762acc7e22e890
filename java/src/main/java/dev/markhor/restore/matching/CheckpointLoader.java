package dev.markhor.restore.matching;

import dev.markhor.formats.StoredArray;
import dev.markhor.formats.checkpoint.ObjectGraphMessage;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.restore.Assets;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.MatchOptions;
import dev.markhor.variable.Trackable;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.IntFunction;

/** Restores TensorFlow checkpoints: by their object graph, or by name if they have none. */
public final class CheckpointLoader {
    /** The configuration of a layer, in checkpoints of older versions. */
    private static final String CONFIGURATION = "OBJECT_CONFIG_JSON";

    private CheckpointLoader() {}

    /**
     * Restores what exists below {@code root}, and what will.
     *
     * @param path a prefix, one of its files, or a folder with a {@code checkpoint} file
     * @param mustMatch whether having nothing in common is an error
     * @throws IllegalArgumentException if an option goes with other formats only
     * @throws dev.markhor.error.WeightMismatchException if a shape or type differs, or nothing matches; nothing has changed then
     */
    public static LoadStatus restore(Path path, Trackable root, MatchOptions options, boolean mustMatch) {
        requireOptions(path, options);
        try (TensorBundle bundle = TensorBundle.open(path, options.isVerified())) {
            return restore(bundle, root, options, mustMatch);
        }
    }

    static LoadStatus restore(TensorBundle bundle, Trackable root, MatchOptions options, boolean mustMatch) {
        Optional<ObjectGraphMessage> objects = bundle.objectGraph();
        return objects.isPresent()
                ? ObjectRestore.restore(
                        graph(bundle, objects.get(), node -> Optional.empty()), root, options, mustMatch)
                : NameRestore.restore(bundle, root, options, mustMatch);
    }

    /** @throws IllegalArgumentException if an option goes with other formats only */
    static void requireOptions(Path path, MatchOptions options) {
        if (options.isByName()) {
            throw new IllegalArgumentException(
                    path + ": weights in TensorFlow's format are matched by the names of attributes; "
                            + "by name goes with legacy HDF5 files only; leave withByName out");
        }
        if (options.isSkipMismatch()) {
            throw new IllegalArgumentException(
                    path
                            + ": weights in TensorFlow's format cannot skip what does not fit; that goes with HDF5 files only; leave withSkipMismatch out");
        }
    }

    /** @param assets of an object, given by its number */
    static ObjectGraph graph(TensorBundle bundle, ObjectGraphMessage message, IntFunction<Optional<Assets>> assets) {
        List<ObjectGraph.Node> nodes = new ArrayList<>();
        for (ObjectGraphMessage.Node node : message.nodes()) {
            Optional<StoredArray> value = node.variable().map(v -> bundle.expected(v.key()));
            List<String> others = node.attributes().stream()
                    .map(ObjectGraphMessage.Value::name)
                    .filter(name -> !name.equals(ObjectGraphMessage.VARIABLE) && !name.equals(CONFIGURATION))
                    .toList();
            nodes.add(new ObjectGraph.Node(node.children(), value, others, assets.apply(nodes.size())));
        }
        return new ObjectGraph(bundle.prefix(), nodes, slots(message));
    }

    private static Map<Integer, ObjectGraph.Slot> slots(ObjectGraphMessage message) {
        Map<Integer, ObjectGraph.Slot> slots = new LinkedHashMap<>();
        for (int i = 0; i < message.nodes().size(); i++) {
            int optimizer = i;
            message.nodes()
                    .get(i)
                    .slots()
                    .forEach(slot ->
                            slots.put(slot.value(), new ObjectGraph.Slot(optimizer, slot.name(), slot.variable())));
        }
        return slots;
    }
}
