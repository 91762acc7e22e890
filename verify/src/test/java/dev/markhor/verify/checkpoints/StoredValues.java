package dev.markhor.verify.checkpoints;

import dev.markhor.formats.StoredArray;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** The tensors of a case by the keys that its expectations call them by. All are different, so that a value tells where it is from. */
final class StoredValues {
    private final Map<String, Tensor> tensors = new TreeMap<>();

    /** Those of a scenario's files; of a Keras file, those of its twin of another format in the same folder. */
    static StoredValues of(Scenario scenario) {
        StoredValues values = new StoredValues();
        List<Path> files = scenario.files();
        Path first = files.get(0);
        Path checkpoint = scenario.folder().resolve("ckpt");
        boolean isKeras = first.toString().endsWith(".h5");
        if (isKeras && scenario.folder().resolve("weights.h5").toFile().exists()) {
            values.addLegacy(scenario.folder().resolve("weights.h5"));
        } else if (isKeras) {
            values.add(checkpoint, "");
        } else if (files.size() > 1) {
            files.forEach(file -> values.add(file, file.getFileName() + ":"));
        } else if (Files.isDirectory(first)) {
            values.add(first, "");
        } else if (Files.exists(Path.of(first + ".index"))) {
            values.add(first, "");
        }
        return values;
    }

    private void add(Path prefix, String title) {
        try (TensorBundle bundle = TensorBundle.open(prefix, true)) {
            for (String name : bundle.names()) {
                boolean ofOptimizer = name.contains("OPTIMIZER_SLOT") || ("/" + name).contains("/optimizer/");
                if (!name.equals("_CHECKPOINTABLE_OBJECT_GRAPH") && !ofOptimizer) {
                    tensors.put(title + name, bundle.array(name).orElseThrow().read());
                }
            }
        }
    }

    /** Keys are {@code layer/variable}, where the file says {@code layer/layer/variable:0} or {@code model/layer/variable:0}. */
    private void addLegacy(Path file) {
        try (LegacyWeights weights = LegacyWeights.open(file)) {
            for (LegacyWeights.Layer layer : weights.layers()) {
                for (StoredArray array : layer.weights()) {
                    tensors.put(array.name().replaceFirst("^/", "").replaceFirst(":0$", ""), array.read());
                }
            }
        }
    }

    /** The first key, in order, of a tensor with exactly this value. */
    Optional<String> keyOf(Tensor value) {
        return tensors.entrySet().stream()
                .filter(entry -> entry.getValue().equals(value))
                .map(Map.Entry::getKey)
                .findFirst();
    }
}
