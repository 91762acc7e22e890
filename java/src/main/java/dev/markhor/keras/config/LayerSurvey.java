package dev.markhor.keras.config;

import dev.markhor.error.MarkhorException;
import dev.markhor.formats.json.Json;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Dialect;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** Makes every layer of a configuration by itself, so that all that cannot be made is found and not only the first. */
public final class LayerSurvey {
    private static final int DEEPEST = 64;

    private final ModelReader reader;

    /**
     * One layer.
     *
     * @param path its name, after those of the models it is in: {@code encoder/dense_1}
     * @param problem why it cannot be made; whatever a registered class throws may be among it
     */
    public record Entry(String path, String className, Optional<RuntimeException> problem) {}

    private LayerSurvey(ModelReader reader) {
        this.reader = reader;
    }

    /**
     * The layers of a model in the order of its configuration, those of models inside in place of these models.
     *
     * @param kerasVersion of the writer, where the file says it
     */
    public static List<Entry> of(Json config, Optional<String> kerasVersion, LoadOptions options) {
        return new LayerSurvey(new ModelReader(config, kerasVersion, options)).entries("", config, 0);
    }

    /** Whose rules a configuration follows. */
    public static Dialect dialect(Json config, Optional<String> kerasVersion) {
        return Versions.dialect(Versions.stated(kerasVersion, config), config);
    }

    private List<Entry> entries(String path, Json object, int depth) {
        Optional<List<Json>> parts;
        try {
            parts = depth > DEEPEST ? Optional.empty() : reader.parts(object);
        } catch (MarkhorException e) {
            return List.of(new Entry(path, className(object), Optional.of(e)));
        }
        if (parts.isEmpty()) {
            return layer(path.isEmpty() ? name(object, 0) : path, object, depth);
        }
        List<Entry> entries = new ArrayList<>();
        for (int i = 0; i < parts.get().size(); i++) {
            Json part = parts.get().get(i);
            entries.addAll(entries(path + (path.isEmpty() ? "" : "/") + name(part, i), part, depth + 1));
        }
        return entries;
    }

    /** One that wraps a model, or a layer, stands for what is wrong there. */
    private List<Entry> layer(String path, Json object, int depth) {
        Optional<RuntimeException> problem = problem(object);
        Optional<Json> wrapped = problem.isPresent() ? wrapped(object) : Optional.empty();
        List<Entry> inside = wrapped.map(layer -> entries(path + "/" + name(layer, 0), layer, depth + 1))
                .orElse(List.of());
        return inside.stream().anyMatch(entry -> entry.problem().isPresent())
                ? inside
                : List.of(new Entry(path, className(object), problem));
    }

    private Optional<RuntimeException> problem(Json object) {
        try {
            reader.read(object, FunctionalReader.callsWithSeveral(object));
            return Optional.empty();
        } catch (RuntimeException e) { // of registered classes too
            return Optional.of(e);
        }
    }

    /** What a wrapper wraps, which may be a model with more than one problem. */
    private static Optional<Json> wrapped(Json object) {
        return object.find("config")
                .filter(Json::isObject)
                .flatMap(config -> config.find("layer"))
                .filter(layer -> layer.has("class_name") && layer.has("config"));
    }

    private static String className(Json object) {
        return object.isObject() ? ModelReader.text(object, "class_name").orElse("?") : "?";
    }

    private static String name(Json object, int index) {
        boolean named =
                object.isObject() && object.has("config") && !className(object).equals("?");
        return (named ? ModelReader.name(object) : Optional.<String>empty())
                .orElseGet(() -> className(object) + "#" + index);
    }
}
