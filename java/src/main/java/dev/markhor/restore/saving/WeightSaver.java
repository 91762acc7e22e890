package dev.markhor.restore.saving;

import dev.markhor.formats.NewFile;
import dev.markhor.formats.keras.KerasArchiveWriter;
import dev.markhor.restore.Restorable;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;
import java.util.regex.Pattern;

/** Writes a model's weights, by the name of the file. */
public final class WeightSaver {
    /** The version of Keras whose files these are, where the model does not come from another one. */
    public static final String KERAS = "3.15.1";

    /** A suffix of letters that is no checkpoint's: {@code weights.05-0.23} has none. */
    private static final Pattern OTHER_FORMAT = Pattern.compile("(?s).*\\.(?!(ckpt|tf)$)[A-Za-z]\\w*");

    private WeightSaver() {}

    /**
     * Writes weights alone.
     *
     * @param keras3 whether the model is one of Keras 3, so that a checkpoint has its names too
     * @throws IllegalArgumentException if the name tells no format
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void save(Path path, Restorable model, boolean keras3, boolean overwrite) {
        String name = path.getFileName() == null ? "" : path.getFileName().toString();
        if (name.endsWith(".weights.h5")) {
            NewFile.write(path, overwrite, file -> PathSaver.save(file, model, Optional.empty()));
        } else if (name.endsWith(".h5") || name.endsWith(".hdf5")) {
            NewFile.write(path, overwrite, file -> LegacySaver.save(file, model));
        } else if (name.isEmpty() || OTHER_FORMAT.matcher(name).matches()) {
            throw new IllegalArgumentException(
                    path + ": weights are written to names that end in .weights.h5 (Keras 3), in .h5 "
                            + "(legacy), or in .ckpt, .tf or no suffix (TensorFlow checkpoint)");
        } else {
            CheckpointSaver.save(path, model, keras3, overwrite);
        }
    }

    /**
     * Writes an archive with a configuration and the weights.
     *
     * @throws java.io.UncheckedIOException if the file cannot be written
     */
    public static void saveArchive(
            Path path, Restorable model, String configJson, String kerasVersion, boolean overwrite) {
        NewFile.write(path, overwrite, file -> {
            Path weights = file.resolveSibling(file.getFileName() + ".weights");
            try (KerasArchiveWriter archive = KerasArchiveWriter.create(file, configJson, kerasVersion)) {
                Map<String, byte[]> assets = new LinkedHashMap<>();
                PathSaver.save(weights, model, Optional.of(assets));
                archive.weights(weights);
                for (Map.Entry<String, byte[]> asset : assets.entrySet()) {
                    archive.asset(asset.getKey(), asset.getValue());
                }
            } finally {
                Files.deleteIfExists(weights);
            }
        });
    }
}
