package dev.markhor.restore.matching;

import dev.markhor.formats.checkpoint.ObjectGraphMessage;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.formats.savedmodel.SavedModel;
import dev.markhor.formats.savedmodel.SavedObject;
import dev.markhor.formats.savedmodel.StoredTable;
import dev.markhor.restore.Assets;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.MatchOptions;
import dev.markhor.restore.Restorable;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Restores what a SavedModel holds: by attributes where it has the model's, by the order of its variables where {@code model.export}
 * left no more than these, by name if TensorFlow 1 wrote it. Vocabularies come from the tables of lookup layers.
 */
public final class SavedModelLoader {
    private static final String LOOKUP = "_lookup_layer";
    private static final String IDF_WEIGHTS = "idf_weights";

    private SavedModelLoader() {}

    /**
     * Loads into a model. For what was exported it must be built.
     *
     * @throws dev.markhor.error.WeightMismatchException if the values do not fit; nothing has changed then
     */
    public static LoadStatus load(SavedModel file, Restorable model, MatchOptions options) {
        return load(file, model, options, false);
    }

    /** Whether values have no names but an order, so that they cannot wait for variables. */
    public static boolean isOrdered(SavedModel file) {
        return !file.objects().isEmpty() && ExportedVariables.areIn(file);
    }

    /** As above, into a model that was made by what the file says of it. */
    public static LoadStatus loadRebuilt(SavedModel file, Restorable model, MatchOptions options) {
        return load(file, model, options, true);
    }

    private static LoadStatus load(SavedModel file, Restorable model, MatchOptions options, boolean rebuilt) {
        if (!file.hasValues() && WeightOrder.KERAS3.weights(model).isEmpty() && model.isBuilt()) {
            return new Status(new FixedReport(file.path().toString())); // nothing to load, which is as it should be
        }
        try (TensorBundle bundle = file.openValues(options.isVerified())) {
            Optional<ObjectGraphMessage> objects = bundle.objectGraph();
            if (objects.isEmpty() || file.objects().isEmpty()) {
                return CheckpointLoader.restore(bundle, model, options, true);
            }
            Map<Integer, Integer> saved = numbers(objects.get(), file.objects());
            if (ExportedVariables.areIn(file)) {
                return new ExportedVariables(file, bundle, objects.get(), saved).load(model, options);
            }
            ObjectGraph graph = CheckpointLoader.graph(
                    bundle,
                    objects.get(),
                    node -> assets(file, saved.get(node), () -> idfWeights(bundle, objects.get(), node)));
            return rebuilt
                    ? ObjectRestore.restoreRebuilt(graph, model, options)
                    : ObjectRestore.restore(graph, model, options, true);
        }
    }

    /** The numbers that a SavedModel's graph has for the objects of its checkpoint; the same attributes lead to them. */
    private static Map<Integer, Integer> numbers(ObjectGraphMessage checkpoint, List<SavedObject> saved) {
        Map<Integer, Integer> numbers = new HashMap<>(Map.of(0, 0));
        List<Integer> queue = new ArrayList<>(List.of(0));
        for (int i = 0; i < queue.size(); i++) {
            int node = queue.get(i);
            Map<String, Integer> children = saved.get(numbers.get(node)).children();
            checkpoint.nodes().get(node).children().forEach((name, child) -> {
                if (children.containsKey(name) && numbers.putIfAbsent(child, children.get(name)) == null) {
                    queue.add(child);
                }
            });
        }
        return numbers;
    }

    /** A lookup layer has its table itself, or in a layer inside. */
    private static Optional<Assets> assets(SavedModel file, Integer object, Supplier<Optional<Tensor>> idfWeights) {
        if (object == null) {
            return Optional.empty();
        }
        Map<String, Integer> children = file.objects().get(object).children();
        return file.table(children.getOrDefault(LOOKUP, object)).map(table -> new TableAssets(table, idfWeights));
    }

    private static Optional<Tensor> idfWeights(TensorBundle bundle, ObjectGraphMessage checkpoint, int node) {
        int table = checkpoint.nodes().get(node).children().getOrDefault(LOOKUP, node);
        return Optional.ofNullable(checkpoint.nodes().get(table).children().get(IDF_WEIGHTS))
                .flatMap(weights -> checkpoint.nodes().get(weights).variable())
                .map(value -> bundle.expected(value.key()).read());
    }

    /** What an object has that is a lookup layer. */
    private record TableAssets(StoredTable stored, Supplier<Optional<Tensor>> idfWeights) implements Assets {
        @Override
        public String place() {
            return stored.place();
        }

        @Override
        public boolean hasFiles() {
            return false;
        }

        @Override
        public Optional<byte[]> file(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Tensor> array(String name) {
            return name.equals(IDF_WEIGHTS) ? idfWeights.get() : Optional.empty();
        }

        @Override
        public Optional<Table> table() {
            return Optional.of(new Table(stored.file(), stored.keys(), stored.values()));
        }
    }
}
