package dev.markhor.restore.saving;

import dev.markhor.formats.keras.V3WeightsWriter;
import dev.markhor.restore.AssetOutput;
import dev.markhor.restore.Restorable;
import dev.markhor.restore.matching.PathWalk;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.io.IOException;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Weights under object paths, as Keras 3 stores them. */
final class PathSaver {
    private final V3WeightsWriter file;
    private final Optional<Map<String, byte[]>> assets;

    private PathSaver(V3WeightsWriter file, Optional<Map<String, byte[]>> assets) {
        this.file = file;
        this.assets = assets;
    }

    /** @param assets gets the files of objects, where there is room for them */
    static void save(Path path, Restorable model, Optional<Map<String, byte[]>> assets) throws IOException {
        try (V3WeightsWriter file = V3WeightsWriter.create(path)) {
            PathSaver saver = new PathSaver(file, assets);
            for (Map.Entry<Restorable, String> entry : PathWalk.keras3(model).entrySet()) {
                saver.write(entry.getKey(), entry.getValue());
            }
        }
    }

    private void write(Restorable object, String path) throws IOException {
        file.object(path, object.name());
        Output output = new Output(path);
        object.writeAssets(output);
        List<Variable> variables = object.numberedWeights().stream()
                .filter(variable -> !output.named.contains(variable.name()))
                .toList();
        for (int i = 0; i < variables.size(); i++) {
            String key = String.valueOf(i);
            StoredValues.use(variables.get(i), value -> file.array(path, key, value));
        }
    }

    /** Where one object puts what has no number. */
    private final class Output implements AssetOutput {
        private final String path;
        private final Set<String> named = new HashSet<>();

        Output(String path) {
            this.path = path;
        }

        @Override
        public boolean hasFiles() {
            return assets.isPresent();
        }

        @Override
        public void file(String name, byte[] content) {
            assets.orElseThrow().put(join(name), content);
        }

        @Override
        public void array(String name, Tensor values) throws IOException {
            file.array(path, name, values);
            named.add(name);
        }

        @Override
        public AssetOutput inside(String attribute, String name) throws IOException {
            Output inside = new Output(join(attribute));
            file.object(inside.path, name);
            return inside;
        }

        private String join(String name) {
            return path.isEmpty() ? name : path + "/" + name;
        }
    }
}
