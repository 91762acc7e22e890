package dev.markhor.keras.saving;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.json.Json;
import dev.markhor.formats.json.JsonText;
import dev.markhor.keras.LoadOptions;
import dev.markhor.keras.config.ModelReader;
import dev.markhor.model.Computations;
import dev.markhor.model.Dialect;
import dev.markhor.model.Model;
import dev.markhor.model.ModelConfig;
import dev.markhor.restore.saving.WeightSaver;
import java.util.Optional;
import java.util.function.Supplier;

/** The configuration that a model was read from. It is kept as text, which is parsed again when it has to be converted. */
public final class SavedConfig implements ModelConfig {
    private final Model model;
    private final Supplier<String> text;
    private final String document;
    private final Optional<String> version;
    private final LoadOptions options;

    private SavedConfig(
            Model model, String document, Supplier<String> text, Optional<String> version, LoadOptions options) {
        this.model = model;
        this.document = document;
        this.text = text;
        this.version = version;
        this.options = options;
    }

    /**
     * Tells a model what it was read from.
     *
     * @param document what to call the text in messages
     * @param version of Keras that wrote it, where the file says it
     * @param options by which it was read
     */
    public static void keep(
            Model model, String document, Supplier<String> text, Optional<String> version, LoadOptions options) {
        model.setConfig(new SavedConfig(model, document, text, version, options));
    }

    @Override
    public String json() {
        return model.dialect() == Dialect.KERAS3
                ? ConfigConversion.withModule(Json.parse(document, text.get()), model)
                        .map(JsonText::of)
                        .orElseGet(text)
                : converted();
    }

    /** What Keras 3 would make of the configuration must compute the same. */
    private String converted() {
        String config = model.dialect() == Dialect.KERAS1
                ? ModelConfig.ofLayers(model).json()
                : JsonText.of(ConfigConversion.model(Json.parse(document, text.get()), model));
        try (Model twin = ModelReader.read(
                Json.parse("configuration for Keras 3 of " + document, config),
                Optional.of(WeightSaver.KERAS),
                options)) {
            Computations.difference(model, twin).ifPresent(difference -> {
                throw refused("in Keras 3 " + difference);
            });
        } catch (MalformedFileException | IllegalArgumentException e) {
            throw new UnsupportedModelException(
                    refused("Keras 3 cannot make it").getMessage() + " (" + e.getMessage() + ")");
        }
        return config;
    }

    private UnsupportedModelException refused(String reason) {
        return new UnsupportedModelException("model '" + model.name() + "' of " + document
                + " cannot be written for Keras 3: " + reason
                + "; saveWeights writes its weights");
    }

    @Override
    public String kerasVersion() {
        return model.dialect() == Dialect.KERAS3 ? version.orElse(WeightSaver.KERAS) : WeightSaver.KERAS;
    }
}
