package dev.markhor.cli.skeleton;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.checkpoint.ObjectGraphMessage;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.formats.json.Json;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.savedmodel.SavedModel;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The objects of a checkpoint that have variables, as a tree.
 *
 * @param root what the checkpoint is of
 * @param others whether there are values besides, such as those of an optimizer
 * @param keras3 whether Keras 3 wrote it
 */
record ObjectTree(Node root, boolean others, boolean keras3) {
    private static final int MOST_OBJECTS = 1 << 17;
    private static final int DEEPEST = 64;
    private static final Set<String> BESIDE = Set.of(
            "optimizer", "keras_api", "variables", "trainable_variables", "non_trainable_variables", "_all_variables");
    private static final Set<String> KERAS3 =
            Set.of("_operations", "_functional", "_tracked", "_kernel", "_embeddings", "_inbound_nodes");

    /**
     * An object.
     *
     * @param children those with variables below them, by the name of the attribute
     * @param value empty unless it is a variable
     * @param fullName of a variable in the program that wrote the file; may be empty
     * @param beside names of attributes without variables
     * @param config what Keras says of a layer, if it says anything
     */
    record Node(
            int number,
            Map<String, Node> children,
            Optional<Value> value,
            String fullName,
            Set<String> beside,
            Optional<Json> config) {
        boolean isVariable() {
            return value.isPresent();
        }

        Optional<Shape> shape(String child) {
            Node found = children.getOrDefault(child, children.get("_" + child));
            return found == null ? Optional.empty() : found.value().map(Value::shape);
        }
    }

    /** The value of a variable. */
    record Value(DType dtype, Shape shape) {}

    /**
     * Reads the structure of a checkpoint or SavedModel; no values.
     *
     * @throws UnsupportedModelException if the file is of another format
     * @throws dev.markhor.error.MalformedFileException if it is damaged
     */
    static ObjectTree read(Path path) {
        FileKind kind = FileDetector.detect(path);
        if (kind == FileKind.SAVED_MODEL) {
            SavedModel model = SavedModel.open(path);
            if (model.objects().isEmpty() || model.objects().get(0).children().containsKey("_all_variables")) {
                throw new UnsupportedModelException(
                        path + ": an exported SavedModel, which has a list of variables and no "
                                + "objects that a class could be made of; it loads into a model in Java by order");
            }
            Map<Integer, Json> configs = new HashMap<>();
            model.kerasObjects().forEach(object -> configs.put(object.node(), object.json()));
            try (TensorBundle bundle = model.openValues(true)) {
                boolean tables = model.objects().stream()
                        .anyMatch(object -> object.children().containsKey("token_counts"));
                return of(bundle, configs, tables);
            }
        }
        if (kind == FileKind.TF_CHECKPOINT) {
            try (TensorBundle bundle = TensorBundle.open(path, true)) {
                return of(bundle, Map.of(), false);
            }
        }
        throw new UnsupportedModelException(path + ": a " + kind.title()
                + "; a class is made from TensorFlow checkpoints and SavedModels, other files open without one");
    }

    private static ObjectTree of(TensorBundle bundle, Map<Integer, Json> configs, boolean tables) {
        Optional<ObjectGraphMessage> graph = bundle.objectGraph();
        if (graph.isEmpty()) {
            return new ObjectTree(ofNames(bundle), false, false);
        }
        Walk walk = new Walk(bundle, graph.get(), configs);
        Node root = walk.node(0, new ArrayList<>());
        boolean keras3 = graph.get().nodes().stream()
                .anyMatch(node -> node.children().keySet().stream().anyMatch(KERAS3::contains));
        long stored = bundle.names().stream()
                .filter(name -> !name.equals(TensorBundle.OBJECT_GRAPH))
                .count();
        return new ObjectTree(root, walk.used.size() < stored || tables, keras3);
    }

    /** Follows attributes, but not back to what it comes from. */
    private static final class Walk {
        private final TensorBundle bundle;
        private final ObjectGraphMessage graph;
        private final Map<Integer, Json> configs;
        private final Set<String> used = new HashSet<>();
        private int visits;

        Walk(TensorBundle bundle, ObjectGraphMessage graph, Map<Integer, Json> configs) {
            this.bundle = bundle;
            this.graph = graph;
            this.configs = configs;
        }

        private boolean isNumeric(String key) {
            return bundle.isReadable(key) && bundle.expected(key).dtype() != DType.STRING;
        }

        Node node(int number, List<Integer> above) {
            if (++visits > MOST_OBJECTS || above.size() > DEEPEST) {
                throw new UnsupportedModelException(bundle.prefix() + ": objects that are nested deeper than " + DEEPEST
                        + " or that more than " + MOST_OBJECTS + " paths lead to; no class is made of them");
            }
            ObjectGraphMessage.Node stored = graph.nodes().get(number);
            Optional<ObjectGraphMessage.Value> variable = stored.variable().filter(value -> isNumeric(value.key()));
            if (variable.isPresent()) {
                used.add(variable.get().key());
                StoredArray array = bundle.expected(variable.get().key());
                return new Node(
                        number,
                        Map.of(),
                        Optional.of(new Value(array.dtype(), array.shape())),
                        variable.get().fullName(),
                        Set.of(),
                        Optional.empty());
            }
            Map<String, Node> children = new LinkedHashMap<>();
            Set<String> beside = new LinkedHashSet<>();
            above.add(number);
            stored.children().forEach((name, child) -> {
                if (above.contains(child) || BESIDE.contains(name)) {
                    return;
                }
                Node below = node(child, above);
                if (below.isVariable() || !below.children().isEmpty()) {
                    children.put(name, below);
                } else {
                    beside.add(name);
                }
            });
            above.remove(above.size() - 1);
            return new Node(number, children, Optional.empty(), "", beside, Optional.ofNullable(configs.get(number)));
        }
    }

    /** A checkpoint without objects has names only: their steps are taken for attributes. */
    private static Node ofNames(TensorBundle bundle) {
        Node root = group(0);
        int[] number = {1};
        for (String name : bundle.names()) {
            if (!bundle.isReadable(name)) {
                continue;
            }
            Node at = root;
            String[] steps = name.split("/");
            for (int i = 0; i < steps.length - 1; i++) {
                at = at.children().computeIfAbsent(steps[i], any -> group(number[0]++));
            }
            StoredArray array = bundle.array(name).orElseThrow();
            at.children()
                    .put(
                            steps[steps.length - 1],
                            new Node(
                                    number[0]++,
                                    Map.of(),
                                    Optional.of(new Value(array.dtype(), array.shape())),
                                    name,
                                    Set.of(),
                                    Optional.empty()));
        }
        return root;
    }

    private static Node group(int number) {
        return new Node(number, new LinkedHashMap<>(), Optional.empty(), "", Set.of(), Optional.empty());
    }
}
