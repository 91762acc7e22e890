package dev.markhor.cli;

import dev.markhor.cli.Contents.Entry;
import dev.markhor.formats.StoredArray;
import dev.markhor.formats.checkpoint.ElementKind;
import dev.markhor.formats.checkpoint.ObjectGraphMessage;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.formats.json.Json;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.savedmodel.KerasObject;
import dev.markhor.formats.savedmodel.SavedModel;
import dev.markhor.formats.savedmodel.SavedObject;
import dev.markhor.formats.savedmodel.SavedObject.VariableObject;
import dev.markhor.formats.savedmodel.Signature;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.regex.Pattern;

/** What a SavedModel holds: what it is for, what may be called, files, and the tree of objects with their variables. */
final class SavedModelContents {
    /** What Keras keeps beside the attributes of a program: lists of the same again, and functions. */
    private static final Set<String> BESIDE = Set.of(
            "variables",
            "trainable_variables",
            "non_trainable_variables",
            "_all_variables",
            "regularization_losses",
            "keras_api",
            "signatures");

    /** Where an exported model has its variables a second time. */
    private static final String COPIES = "_all_variables/";

    private static final Pattern NUMBER = Pattern.compile("\\d{1,9}");

    private final SavedModel file;
    private final Map<Integer, KerasObject> kerasObjects = new HashMap<>();
    private final List<Entry> entries = new ArrayList<>();
    private final Map<Integer, String> paths = new LinkedHashMap<>();

    private SavedModelContents(SavedModel file) {
        this.file = file;
        file.kerasObjects().forEach(object -> kerasObjects.put(object.node(), object));
    }

    static Contents read(SavedModel file) {
        SavedModelContents contents = new SavedModelContents(file);
        contents.addSignatures();
        file.assets().forEach(asset -> contents.entries.add(Entry.group("assets/" + asset, "")));
        if (!file.objects().isEmpty()) {
            contents.walk();
        }
        if (file.hasValues()) {
            try (TensorBundle bundle = file.openValues(true)) {
                contents.addObjects(Optional.of(bundle));
            }
        } else {
            contents.addObjects(Optional.empty());
        }
        return new Contents(
                FileKind.SAVED_MODEL.title() + " for " + String.join(", ", file.tags()),
                contents.writer(),
                contents.entries,
                contents.details());
    }

    private Optional<Json> kerasModel() {
        return file.kerasModel().map(KerasObject::json);
    }

    private String writer() {
        List<String> writers = new ArrayList<>();
        kerasModel()
                .flatMap(model -> model.find("keras_version"))
                .ifPresent(version -> writers.add("Keras " + version.asString()));
        file.tensorFlowVersion().ifPresent(version -> writers.add("TensorFlow " + version));
        return String.join(", ", writers);
    }

    /** Without what TensorFlow runs to make a model ready. */
    private Map<String, Signature> signatures() {
        Map<String, Signature> signatures = new LinkedHashMap<>(file.signatures());
        signatures.keySet().removeIf(name -> name.startsWith("__saved_model"));
        return signatures;
    }

    private void addSignatures() {
        signatures().forEach((name, signature) -> {
            String path = "signatures/" + name;
            entries.add(Entry.group(path, ""));
            inputs(signature, kerasModel())
                    .forEach((key, tensor) -> entries.add(Entry.group(path + "/" + key, "input " + tensor)));
            signature
                    .outputs()
                    .forEach((key, tensor) -> entries.add(Entry.group(path + "/" + key, "output " + tensor)));
        });
    }

    /** In the order in which the model of Keras takes them, which a signature does not keep: that of its list, or of sorted names. */
    static Map<String, Signature.TensorInfo> inputs(Signature signature, Optional<Json> model) {
        Map<String, Signature.TensorInfo> ordered = new LinkedHashMap<>();
        model.flatMap(object -> object.find("config"))
                .flatMap(config -> config.find("input_layers"))
                .filter(Json::isArray)
                .ifPresent(layers -> layers.asList().stream()
                        .filter(layer -> layer.isArray()
                                && layer.size() > 0
                                && layer.get(0).isString())
                        .map(layer -> layer.get(0).asString())
                        .filter(signature.inputs()::containsKey)
                        .forEach(name -> ordered.put(name, signature.inputs().get(name))));
        signature.inputs().forEach(ordered::putIfAbsent);
        return ordered;
    }

    /** Each object once, under its shortest path of attributes of the program; what none leads to under any path. */
    private void walk() {
        paths.put(0, "objects");
        List<Integer> queue = new ArrayList<>(List.of(0));
        for (int i = 0; i < queue.size(); i++) {
            int node = queue.get(i);
            file.objects().get(node).children().forEach((name, child) -> {
                SavedObject.Content content = file.objects().get(child).content();
                boolean shown = content instanceof SavedObject.UserObject
                        || content instanceof VariableObject
                        || content instanceof SavedObject.ResourceObject;
                if (shown && !BESIDE.contains(name) && !paths.containsKey(child)) {
                    paths.put(child, paths.get(node) + "/" + name.replace('/', '.'));
                    queue.add(child);
                }
            });
        }
        file.paths().forEach((node, path) -> {
            if (file.objects().get(node).content() instanceof VariableObject && !path.startsWith(COPIES)) {
                paths.putIfAbsent(node, "objects/" + path);
            }
        });
    }

    private void addObjects(Optional<TensorBundle> bundle) {
        Optional<ObjectGraphMessage> checkpoint = bundle.flatMap(TensorBundle::objectGraph);
        if (bundle.isPresent() && paths.isEmpty()) { // of TensorFlow 1
            entries.addAll(Contents.ofCheckpoint(bundle.get()));
        }
        Map<String, Integer> sorted = new TreeMap<>(Comparator.comparing(SavedModelContents::sortable));
        paths.forEach((node, path) -> sorted.put(path, node));
        sorted.forEach((path, node) -> {
            if (file.objects().get(node).content() instanceof VariableObject variable) {
                Optional<StoredArray> value = checkpoint.flatMap(graph -> value(bundle.get(), graph, node));
                entries.add(value.map(array -> Entry.array(path, array, named(path, variable.name())))
                        .orElseGet(() -> Entry.group(path, title(variable) + ", no value")));
            } else if (kerasObjects.containsKey(node) || isTable(node)) {
                entries.add(Entry.group(path, note(node)));
            }
        });
    }

    /** Numbers with zeros in front, so that 10 comes after 9. */
    private static String sortable(String path) {
        return NUMBER.matcher(path)
                .replaceAll(digits -> "0".repeat(9 - digits.group().length()) + digits.group());
    }

    /** The name of a variable in a list. */
    private static String named(String path, String name) {
        return NUMBER.matcher(path.substring(path.lastIndexOf('/') + 1)).matches() ? name : "";
    }

    /** Both graphs number objects alike. */
    private static Optional<StoredArray> value(TensorBundle bundle, ObjectGraphMessage graph, int node) {
        return node < graph.nodes().size()
                ? graph.nodes()
                        .get(node)
                        .variable()
                        .flatMap(value -> bundle.isReadable(value.key()) ? bundle.array(value.key()) : Optional.empty())
                : Optional.empty();
    }

    private static String title(VariableObject variable) {
        return variable.kind().map(ElementKind::title).orElse("?")
                + variable.shape().map(Object::toString).orElse("");
    }

    private boolean isTable(int node) {
        return file.objects().get(node).children().containsKey("lookup_table");
    }

    /** Class and name of a layer, and how large its vocabulary is. */
    private String note(int node) {
        List<String> notes = new ArrayList<>();
        if (kerasObjects.containsKey(node)) {
            Json json = kerasObjects.get(node).json();
            notes.add(json.getString("class_name", "?")
                    + json.find("name").map(name -> " '" + name.value() + "'").orElse(""));
        }
        file.table(node)
                .ifPresent(table -> notes.add(
                        table.file().isPresent()
                                ? "vocabulary in a file"
                                : "vocabulary of " + table.keys().size()));
        return String.join(", ", notes);
    }

    private Map<String, Object> details() {
        Map<String, Object> signatures = new LinkedHashMap<>();
        signatures()
                .forEach((name, signature) -> signatures.put(
                        name,
                        Map.of(
                                "inputs",
                                tensors(inputs(signature, kerasModel())),
                                "outputs",
                                tensors(signature.outputs()))));
        Map<String, Object> details = new LinkedHashMap<>();
        details.put("tags", file.tags());
        details.put("signatures", signatures);
        details.put("assets", file.assets());
        return details;
    }

    private static Map<String, Object> tensors(Map<String, Signature.TensorInfo> tensors) {
        Map<String, Object> texts = new LinkedHashMap<>();
        tensors.forEach((name, tensor) -> texts.put(name, tensor.toString()));
        return texts;
    }
}
