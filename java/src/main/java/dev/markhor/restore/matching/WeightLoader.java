package dev.markhor.restore.matching;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.keras.V3Weights;
import dev.markhor.formats.savedmodel.SavedModel;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.MatchOptions;
import dev.markhor.restore.Restorable;
import java.nio.file.Files;
import java.nio.file.Path;

/** Finds the matcher for a file's kind. */
public final class WeightLoader {
    private WeightLoader() {}

    /** Loads weights from a file recognised by its bytes. Only a checkpoint's can go into a model that is not built. */
    public static LoadStatus load(Path path, Restorable model, MatchOptions options) {
        if (isHdf5(path)) {
            try (Hdf5File hdf5 = Hdf5File.open(path)) { // opened once: checking its structure is most of the work
                return load(WeightFile.of(hdf5), model, options);
            }
        }
        FileKind kind = FileDetector.detect(path);
        if (kind == FileKind.TF_CHECKPOINT) {
            return CheckpointLoader.restore(path, model, options, true);
        }
        if (kind == FileKind.SAVED_MODEL) {
            CheckpointLoader.requireOptions(path, options);
            return SavedModelLoader.load(SavedModel.open(path), model, options);
        }
        if (options.isByName()) {
            throw new IllegalArgumentException(path + ": only legacy HDF5 weights can be matched by name, this is a "
                    + kind.title() + "; leave withByName out");
        }
        return switch (kind) {
            case V3_SHARDED_WEIGHTS -> {
                try (V3Weights weights = V3Weights.open(path)) {
                    yield load(WeightFile.of(weights), model, options);
                }
            }
            case KERAS_ARCHIVE -> {
                try (KerasArchive archive = KerasArchive.open(path, options.isVerified())) {
                    yield load(WeightFile.of(archive), model, options);
                }
            }
            case CONFIG_JSON ->
                throw new UnsupportedModelException(
                        path + " is a model's configuration and holds no weights; pass the file with the weights");
            default ->
                throw new UnsupportedModelException(path + ": a " + kind.title()
                        + " is not read yet; save the weights as .weights.h5 or the model as .keras or .h5");
        };
    }

    /** Whether this is an HDF5 file, by its bytes. */
    public static boolean isHdf5(Path path) {
        return Files.isRegularFile(path) && Hdf5File.isHdf5(path);
    }

    /** As {@link #load(Path, Restorable, MatchOptions)}, from a file that is open; it stays open. */
    public static LoadStatus load(WeightFile file, Restorable model, MatchOptions options) {
        requireBuilt(model, file);
        file.checkLater();
        try {
            return file instanceof WeightFile.Legacy legacy
                    ? LegacyMatcher.load(legacy.weights(), model, options)
                    : PathMatcher.load((WeightFile.ByPath) file, model, options);
        } catch (RuntimeException e) {
            file.requireIntact(); // that the file is damaged tells more than what came of it
            throw e;
        }
    }

    /** Restores by attributes; the model need not be built. */
    public static LoadStatus restore(ObjectGraph values, Restorable model) {
        return ObjectRestore.restore(values, model, MatchOptions.DEFAULTS, false);
    }

    private static void requireBuilt(Restorable model, WeightFile file) {
        requireBuilt(model, file.source(), "HDF5 weights");
    }

    /** Whether a model has all its variables: it is built, or has nothing to build. */
    public static boolean hasVariables(Restorable model) {
        return model.isBuilt()
                || model.kind() == Restorable.Kind.STATIC_MODEL
                        && model.sublayers().isEmpty();
    }

    /** @param what in words, of what cannot wait for variables */
    static void requireBuilt(Restorable model, String source, String what) {
        if (!hasVariables(model)) {
            throw new IllegalStateException(source + ": model '" + model.name()
                    + "' is not built, so it has no variables that stored weights "
                    + "could go to; call build(...) with the shape of its input, or predict, before loading " + what);
        }
    }
}
