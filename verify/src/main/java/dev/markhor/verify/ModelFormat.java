package dev.markhor.verify;

import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Locale;

/** The kinds of model that can be selected by name. */
public enum ModelFormat {
    /** {@code .keras} archives and the same files in a folder. */
    KERAS,
    /** Every HDF5 file: whole models, weights, {@code .weights.h5} and its shards. */
    HDF5,
    SAVED_MODEL,
    CHECKPOINT;

    /** As it is written on the command line. */
    public String title() {
        return name().toLowerCase(Locale.ROOT);
    }

    /** The kind of the model at {@code path}, which must be there; a checkpoint is named by its prefix. */
    static ModelFormat of(Path path) {
        if (Files.isDirectory(path)) {
            return Files.exists(path.resolve("saved_model.pb")) ? SAVED_MODEL : KERAS;
        }
        if (!Files.exists(path)) {
            return CHECKPOINT;
        }
        try (InputStream in = Files.newInputStream(path)) {
            return Arrays.equals(in.readNBytes(2), new byte[] {'P', 'K'}) ? KERAS : HDF5;
        } catch (IOException e) {
            return HDF5; // opening it tells what is wrong
        }
    }
}
