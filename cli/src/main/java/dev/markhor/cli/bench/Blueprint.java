package dev.markhor.cli.bench;

import dev.markhor.Markhor;
import dev.markhor.formats.hdf5.Hdf5File;
import dev.markhor.formats.json.Json;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.formats.savedmodel.SavedModel;
import dev.markhor.graph.Spec;
import dev.markhor.keras.LoadOptions;
import dev.markhor.keras.config.ModelReader;
import dev.markhor.model.Model;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;

/** Makes one model again and again, for weights to be loaded into: from its configuration, or from a class that an extension registers. */
public final class Blueprint {
    private final LoadOptions options;
    private final List<Spec> shapes;
    private final Optional<Json> config;
    private final Optional<String> version;

    /** A configuration, and the version of Keras that wrote it if the file says so. */
    private record Written(Json config, Optional<String> version) {}

    /**
     * @param model where the configuration is: a whole model or a configuration of its own; none: the options say how the model is made
     * @param shapes what a model takes that does not say it
     */
    public Blueprint(Optional<ModelFile> model, LoadOptions options, List<Spec> shapes) {
        this.options = options;
        this.shapes = shapes;
        Optional<Written> written =
                model.flatMap(this::written).or(() -> options.architecture().map(Blueprint::text));
        this.config = written.map(Written::config);
        this.version = written.flatMap(Written::version);
    }

    private Optional<Written> written(ModelFile file) {
        return switch (file.kind()) {
            case CONFIG_JSON -> Optional.of(text(file.path()));
            case KERAS_ARCHIVE -> {
                try (KerasArchive archive = KerasArchive.open(file.path())) {
                    yield Optional.of(written(file.path(), archive.configJson(), archive.kerasVersion()));
                }
            }
            case LEGACY_MODEL -> {
                try (Hdf5File hdf5 = Hdf5File.open(file.path())) {
                    LegacyWeights weights = LegacyWeights.of(hdf5);
                    yield weights.modelConfig().map(json -> written(file.path(), json, weights.kerasVersion()));
                }
            }
            case SAVED_MODEL -> file.isWhole() ? savedModel(file.path()) : Optional.empty();
            default -> Optional.empty();
        };
    }

    private Optional<Written> savedModel(Path folder) {
        Optional<String> writer = SavedModel.open(folder)
                .kerasModel()
                .flatMap(model -> model.json().find("keras_version"))
                .map(Json::asString);
        return Markhor.config(folder, options)
                .map(config -> new Written(Json.of("configuration in " + folder, config), writer));
    }

    private static Written written(Path file, String json, Optional<String> version) {
        return new Written(Json.parse("configuration in " + file, json), version);
    }

    private static Written text(Path file) {
        try {
            return new Written(Json.parse(file.toString(), Files.readString(file)), Optional.empty());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    /** The configuration, if the model comes from one. */
    Optional<Json> config() {
        return config;
    }

    /**
     * A model with variables for the weights in a file.
     *
     * @throws IllegalArgumentException if nothing says how to make it, or for which inputs
     */
    Model built(Path weights) {
        Model model = made(config, weights);
        if (!model.isBuilt()) {
            build(model, shapes);
        }
        return model;
    }

    /** A model that has no variables yet; empty if it has them as soon as it is made. */
    Optional<Model> unbuilt(Path weights) {
        Model model = made(config.map(Unbuilt::of), weights);
        return model.isBuilt() ? Optional.empty() : Optional.of(model);
    }

    /** What the model takes: as it says itself, or as the user said. */
    public List<Spec> inputs(Path weights) {
        List<Spec> declared = List.copyOf(built(weights).inputSpecs().values());
        return declared.isEmpty() ? shapes : declared;
    }

    static void build(Model model, List<Spec> inputs) {
        if (inputs.isEmpty()) {
            throw new IllegalArgumentException("model '" + model.name()
                    + "' does not say what it takes: say it by --shape, as in --shape 32,32,3");
        }
        model.build(inputs.toArray(Spec[]::new));
    }

    private Model made(Optional<Json> from, Path weights) {
        if (from.isPresent()) {
            Optional<String> writer = options.writer(weights).kerasVersion().or(() -> version);
            return ModelReader.read(from.get(), writer, options);
        }
        return options.model(weights)
                .orElseThrow(() -> new IllegalArgumentException(weights
                        + " holds weights only: give the model beside it, a .keras, .h5 or the JSON of its to_json(); or an "
                        + "extension that makes it (--extensions, LoadOptions.withModel: docs/custom.md)"));
    }
}
