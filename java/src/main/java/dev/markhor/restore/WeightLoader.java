package dev.markhor.restore;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.formats.keras.V3Weights;
import java.nio.file.Path;
import java.util.Optional;

/** Finds the matcher for a file's kind. */
public final class WeightLoader {
    private WeightLoader() {}

    /** Loads weights into a model that is built, from a file recognised by its bytes. */
    public static LoadStatus load(Path path, Restorable model, MatchOptions options) {
        FileKind kind = FileDetector.detect(path);
        checkOptions(kind, path.toString(), options);
        switch (kind) {
            case LEGACY_MODEL, LEGACY_WEIGHTS -> {
                try (LegacyWeights weights = LegacyWeights.open(path)) {
                    return load(new WeightFile.Legacy(weights), model, options);
                }
            }
            case V3_WEIGHTS, V3_SHARDED_WEIGHTS -> {
                try (V3Weights weights = V3Weights.open(path)) {
                    return load(new WeightFile.ByPath(path.toString(), weights, Optional.empty()), model, options);
                }
            }
            case KERAS_ARCHIVE -> {
                try (KerasArchive archive = KerasArchive.open(path)) {
                    return load(
                            new WeightFile.ByPath(path.toString(), archive.weights(), archive.kerasVersion()),
                            model,
                            options);
                }
            }
            case CONFIG_JSON ->
                throw new UnsupportedModelException(path + " is a model's configuration and holds no weights");
            default ->
                throw new UnsupportedModelException(path + ": a " + kind.title()
                        + " is not read yet; save the weights as " + ".weights.h5 or the model as .keras or .h5");
        }
    }

    /** As {@link #load(Path, Restorable, MatchOptions)}, from a file that is open; it stays open. */
    public static LoadStatus load(WeightFile file, Restorable model, MatchOptions options) {
        requireBuilt(model);
        if (file instanceof WeightFile.Legacy legacy) {
            return LegacyMatcher.load(legacy.weights(), model, options);
        }
        return PathMatcher.load((WeightFile.ByPath) file, model, options);
    }

    /** Restores by attributes; the model need not be built. */
    public static LoadStatus restore(ObjectGraph values, Restorable model) {
        return ObjectRestore.restore(values, model);
    }

    private static void checkOptions(FileKind kind, String path, MatchOptions options) {
        boolean legacy = kind == FileKind.LEGACY_MODEL || kind == FileKind.LEGACY_WEIGHTS;
        if (options.isByName() && !legacy) {
            throw new IllegalArgumentException(
                    path + " is a " + kind.title() + ": only legacy HDF5 weights can be matched by name");
        }
    }

    private static void requireBuilt(Restorable model) {
        if (!model.isBuilt()) {
            throw new IllegalStateException(
                    "model '" + model.name() + "' is not built, so it has no variables that stored weights "
                            + "could go to; call build(...) with the shape of its input, or predict, before loading HDF5 weights");
        }
    }
}
