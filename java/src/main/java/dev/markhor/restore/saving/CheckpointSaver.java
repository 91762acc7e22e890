package dev.markhor.restore.saving;

import dev.markhor.formats.FileErrors;
import dev.markhor.formats.NewFile;
import dev.markhor.formats.checkpoint.CheckpointPath;
import dev.markhor.formats.checkpoint.ObjectGraphMessage;
import dev.markhor.formats.checkpoint.TensorBundleWriter;
import dev.markhor.restore.Restorable;
import dev.markhor.variable.Variable;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;

/** Weights under the attributes that lead to them, as {@code save_weights} of tf.keras writes TensorFlow checkpoints. */
final class CheckpointSaver {
    private CheckpointSaver() {}

    /**
     * Writes the data file, the index and the folder's note of its latest checkpoint beside their places. They take their names in this order,
     * once all of them are complete.
     *
     * @param keras3 whether the names of Keras 3 are there too
     * @param overwrite whether a checkpoint of this name is replaced; the note always is
     */
    static void save(Path prefix, Restorable model, boolean keras3, boolean overwrite) {
        if (Files.isDirectory(prefix)) {
            throw FileErrors.cannotWrite(
                    prefix, new IOException("it is a folder; give a name within, " + prefix.resolve("weights")));
        }
        Path data = TensorBundleWriter.dataFile(prefix);
        Path index = TensorBundleWriter.indexFile(prefix);
        NewFile.write(CheckpointPath.stateFile(prefix), true, newState -> {
            CheckpointPath.writeState(newState, prefix);
            NewFile.write(
                    index,
                    overwrite,
                    newIndex -> NewFile.write(
                            data, overwrite, newData -> write(newData, newIndex, SavedObjects.of(model, keras3))));
        });
    }

    private static void write(Path data, Path index, SavedObjects objects) throws IOException {
        try (TensorBundleWriter bundle = TensorBundleWriter.create(data)) {
            for (Map.Entry<String, Variable> entry : objects.variables().entrySet()) {
                StoredValues.use(entry.getValue(), value -> bundle.add(entry.getKey(), value));
            }
            bundle.add(new ObjectGraphMessage(objects.nodes()));
            bundle.finish(index);
        }
    }
}
