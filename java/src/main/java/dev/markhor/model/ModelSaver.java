package dev.markhor.model;

import dev.markhor.restore.saving.WeightSaver;
import java.nio.file.Path;
import java.util.function.Supplier;

/** Writes models: what {@link Model#save} and {@link Model#saveWeights} check before. */
final class ModelSaver {
    private static final String ARCHIVE = ".keras";

    private ModelSaver() {}

    static void save(Model model, Path path, boolean overwrite) {
        if (!path.toString().endsWith(ARCHIVE)) {
            throw new IllegalArgumentException(path + ": a whole model is written to a name that ends in " + ARCHIVE
                    + "; saveWeights writes .weights.h5 and .h5");
        }
        locked(model, () -> {
            ModelConfig config = model.config().orElseGet(() -> new MadeConfig(model, false));
            WeightSaver.saveArchive(path, model, config.json(), config.kerasVersion(), overwrite);
            return null;
        });
    }

    static void saveWeights(Model model, Path path, boolean overwrite) {
        locked(model, () -> {
            WeightSaver.save(path, model, model.dialect().isKeras3(), overwrite);
            return null;
        });
    }

    /** While nothing changes. */
    private static void locked(Model model, Supplier<Void> action) {
        model.locked(() -> {
            boolean empty =
                    model.kind() == Layer.Kind.STATIC_MODEL && model.sublayers().isEmpty();
            if (!model.isBuilt() && !empty) {
                throw new IllegalStateException("model '" + model.name()
                        + "' is not built, so it has no weights to save; call it, or build(...) it");
            }
            return action.get();
        });
    }
}
