package dev.markhor;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.event.Flight;
import dev.markhor.event.LoadEvent;
import dev.markhor.execution.MemoryUse;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.json.Json;
import dev.markhor.formats.json.JsonText;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.formats.savedmodel.SavedModel;
import dev.markhor.keras.LoadOptions;
import dev.markhor.keras.config.ModelReader;
import dev.markhor.keras.saving.SavedConfig;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.model.Model;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.matching.SavedModelLoader;
import dev.markhor.restore.matching.WeightFile;
import dev.markhor.restore.matching.WeightLoader;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** Opens Keras' model files. */
public final class Markhor {
    private Markhor() {}

    /** As {@link #load(Path, LoadOptions)}, with Keras' classes only. */
    public static Model load(Path path) {
        return load(path, LoadOptions.defaults());
    }

    /**
     * Opens a model with its weights: legacy HDF5, a {@code .keras} archive or a folder with the same files, a SavedModel's folder,
     * recognised by its bytes. For a file with weights only, and what {@code model.export} wrote, the architecture is taken from the options, or from {@code X.json}, {@code model.json} or
     * {@code architecture.json} beside a file {@code X.weights.h5} or {@code X.h5}. What became of each weight: {@link Model#loadStatus}.
     *
     * @throws MalformedFileException if there is no such file, or it is damaged or does not fit together
     * @throws UnsupportedModelException if it contains something that is not supported; the message says what and what to do
     * @throws dev.markhor.error.WeightMismatchException if weights and architecture do not fit
     * @throws dev.markhor.error.MemoryLimitException if the model would take more memory than the options, or the process, allow
     */
    public static Model load(Path path, LoadOptions options) {
        if (!Flight.isOn()) {
            return open(path, options);
        }
        LoadEvent event = LoadEvent.start();
        Model model = open(path, options);
        event.end(path, () -> FileDetector.detect(path).title(), model.name());
        return model;
    }

    private static Model open(Path path, LoadOptions options) {
        if (WeightLoader.isHdf5(path)) {
            try (Hdf5File hdf5 = Hdf5File.open(path)) { // opened once: checking its structure is most of the work
                return load(path, WeightFile.of(hdf5), options);
            }
        }
        FileKind kind = FileDetector.detect(path);
        return switch (kind) {
            case KERAS_ARCHIVE -> loadArchive(path, options);
            case V3_SHARDED_WEIGHTS, TF_CHECKPOINT -> {
                Model model = architecture(path, options);
                if (kind == FileKind.V3_SHARDED_WEIGHTS) {
                    requireVariables(path, model, options);
                }
                model.loadWeights(path, options);
                yield model;
            }
            case SAVED_MODEL -> loadSavedModel(path, options);
            case CONFIG_JSON ->
                throw new UnsupportedModelException(
                        path + " is a model's configuration and holds no weights; use "
                                + "Markhor.fromConfig, or load the file with the weights and give this one by withArchitecture");
            // Above its first bytes were others.
            default ->
                throw new MalformedFileException(path + ": became a file of another kind (" + kind.title()
                        + ") while it was opened; load it again when it is written");
        };
    }

    /** As {@link #diagnose(Path, LoadOptions, long)}, with Keras' classes only, and 224 for free sizes. */
    public static Diagnosis diagnose(Path path) {
        return diagnose(path, LoadOptions.defaults(), 224);
    }

    /**
     * Tells whether a file's model will run, and why not. Does all that {@link #load(Path, LoadOptions)} and a first call for one sample do,
     * but runs nothing, and goes on where they would stop: every layer that cannot be made is found, not only the first.
     *
     * @param path of any file or folder
     * @param size of dimensions that the model leaves free, but for the batch, which is 1
     */
    public static Diagnosis diagnose(Path path, LoadOptions options, long size) {
        return Examination.of(path, options, size);
    }

    /**
     * The configuration that a file's model is made from, as it is in the file: an object with {@code class_name} and {@code config}, made of
     * {@code Map}, {@code List}, {@code String}, numbers, {@code Boolean} and null. Empty if the options bring the model.
     *
     * @throws MalformedFileException if there is no such file, or it is damaged
     * @throws UnsupportedModelException if there is no configuration; the message says where one would be found
     */
    public static Optional<Map<String, Object>> config(Path path, LoadOptions options) {
        return Examination.configuration(path, options).map(json -> {
            Map<String, Object> object = new LinkedHashMap<>();
            json.asMap().forEach((key, value) -> object.put(key, value.value()));
            return object;
        });
    }

    /** As {@link #fromConfig(String, LoadOptions)}, with Keras' classes only. */
    public static Model fromConfig(String json) {
        return fromConfig(json, LoadOptions.defaults());
    }

    /**
     * Makes the model that a configuration describes ({@code model.to_json()} in Keras), its weights initialised.
     *
     * @throws MalformedFileException if this is no configuration, or it does not fit together
     * @throws UnsupportedModelException if it contains something that is not supported
     */
    public static Model fromConfig(String json, LoadOptions options) {
        return read("model configuration", json, Optional.empty(), options);
    }

    /**
     * Native memory that all models of this process have together: the sum of their {@link Model#memory}, forgotten ones included until the
     * garbage collector has noticed.
     */
    public static MemoryUse memory() {
        return MemoryAccount.ofProcess();
    }

    private static Model load(Path path, WeightFile weights, LoadOptions options) {
        Model model = weights instanceof WeightFile.Legacy legacy
                        && legacy.weights().modelConfig().isPresent()
                ? fromConfig(path, legacy.weights(), options)
                : architecture(path, options);
        requireVariables(path, model, options);
        model.restore(target -> WeightLoader.load(weights, target, options));
        return model;
    }

    private static Model fromConfig(Path path, LegacyWeights file, LoadOptions options) {
        return read(
                "model_config of " + path,
                file.modelConfig().orElseThrow(),
                options.writer(path).kerasVersion().or(file::kerasVersion),
                options);
    }

    /** Makes the model, which keeps its configuration for {@link Model#save}. */
    private static Model read(String document, String json, Optional<String> version, LoadOptions options) {
        Model model = ModelReader.read(Json.parse(document, json), version, options);
        SavedConfig.keep(model, document, () -> json, version, options);
        return model;
    }

    private static Model loadArchive(Path path, LoadOptions options) {
        try (KerasArchive archive = KerasArchive.open(path, options.isVerified());
                Meanwhile<WeightFile> weights = Meanwhile.start(() -> WeightFile.of(archive))) {
            Optional<String> version = options.writer(path).kerasVersion().or(archive::kerasVersion);
            Model model = read("config.json of " + path, archive.configJson(), version, options);
            requireVariables(path, model, options);
            model.restore(target -> WeightLoader.load(weights.result(), target, options));
            return model;
        }
    }

    private static Model loadSavedModel(Path path, LoadOptions options) {
        SavedModel file = SavedModel.open(path);
        Optional<Model> given = options.model(path);
        if (given.isPresent()) {
            given.get().restore(target -> SavedModelLoader.load(file, target, options));
            return given.get();
        }
        SavedModelConfig config = SavedModelConfig.of(file, options);
        Optional<String> version = options.writer(path).kerasVersion().or(config::kerasVersion);
        Model model = ModelReader.read(config.json(), version, options);
        SavedConfig.keep(
                model, config.json().document(), () -> JsonText.of(config.json().value()), version, options);
        if (SavedModelLoader.isOrdered(file)) {
            requireVariables(path, model, options);
        }
        LoadStatus status = model.restore(target -> config.isOwn()
                ? SavedModelLoader.loadRebuilt(file, target, options)
                : SavedModelLoader.load(file, target, options));
        status.assertExistingObjectsMatched();
        return model;
    }

    /** A model that the program gives is its own business: whether it is built is told where that matters. */
    private static void requireVariables(Path path, Model model, LoadOptions options) {
        if (!WeightLoader.hasVariables(model) && options.model(path).isEmpty()) {
            throw new UnsupportedModelException(path + ": the configuration of the model '" + model.name()
                    + "' does not say the shape of its input, so that it has no variables that stored weights could go to; make it by "
                    + "Markhor.fromConfig, build it with a shape, and load the weights: model.loadWeights(path)");
        }
    }

    /** The model that a file with weights only goes into. */
    private static Model architecture(Path weights, LoadOptions options) {
        Optional<Model> given = options.model(weights);
        if (given.isPresent()) {
            if (options.memoryLimit() < Long.MAX_VALUE) {
                given.get().setMemoryLimit(options.memoryLimit(), "LoadOptions.withMemoryLimit");
            }
            return given.get();
        }
        Json config = Architectures.of(weights, options);
        Optional<String> version = options.writer(weights).kerasVersion();
        Model model = ModelReader.read(config, version, options);
        SavedConfig.keep(model, config.document(), () -> JsonText.of(config.value()), version, options);
        return model;
    }
}
