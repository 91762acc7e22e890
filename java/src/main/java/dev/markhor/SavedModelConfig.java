package dev.markhor;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.json.Json;
import dev.markhor.formats.savedmodel.KerasObject;
import dev.markhor.formats.savedmodel.SavedModel;
import dev.markhor.formats.savedmodel.SavedObject.VariableObject;
import dev.markhor.keras.LoadOptions;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * The configuration of the model in a SavedModel: what Keras says of the first object, or where it says nothing, a file beside the folder.
 *
 * @param kerasVersion of the writer, where Keras says it
 * @param isOwn whether it is the file's own
 */
record SavedModelConfig(Json json, Optional<String> kerasVersion, boolean isOwn) {
    private static final Set<String> LOOKUPS =
            Set.of("StringLookup", "IntegerLookup", "TextVectorization", "IndexLookup");
    private static final int NAMED = 10;

    /** @throws UnsupportedModelException if there is none that a model can be made of; the message says what to do */
    static SavedModelConfig of(SavedModel file, LoadOptions options) {
        Optional<Json> given = options.architecture().map(Architectures::read);
        if (given.isPresent()) {
            return new SavedModelConfig(given.get(), Optional.empty(), false);
        }
        Optional<Json> saved = file.kerasModel().map(KerasObject::json);
        if (saved.isPresent() && isComplete(saved.get(), options)) {
            Json json = saved.get();
            Json readable = Json.of(json.document(), withoutFileNames(json.value()));
            return new SavedModelConfig(readable, json.find("keras_version").map(Json::asString), true);
        }
        return Architectures.beside(file.path())
                .map(Architectures::read)
                .map(json -> new SavedModelConfig(json, Optional.empty(), false))
                .orElseThrow(() -> saved.isPresent() ? ofOwnClass(file, saved.get()) : withoutLayers(file));
    }

    /** Whether a configuration says what the model is made of, or a class is registered that knows. */
    private static boolean isComplete(Json model, LoadOptions options) {
        Optional<Json> config = model.find("config").filter(Json::isObject);
        return config.isPresent()
                && (config.get().has("layers")
                        || options.layer(model.getString("class_name", "")).isPresent());
    }

    /** The name that a vocabulary's file had where the model was made says nothing: its lines are in the folder. */
    private static Object withoutFileNames(Object value) {
        if (value instanceof List<?> list) {
            List<Object> items = new ArrayList<>();
            list.forEach(item -> items.add(withoutFileNames(item)));
            return items;
        }
        if (!(value instanceof Map<?, ?> map)) {
            return value;
        }
        Map<Object, Object> copy = new LinkedHashMap<>();
        map.forEach((key, member) -> copy.put(key, withoutFileNames(member)));
        if (map.get("class_name") instanceof String name
                && LOOKUPS.contains(name)
                && copy.get("config") instanceof Map<?, ?> config
                && config.get("vocabulary") instanceof String) {
            Map<Object, Object> lookup = new LinkedHashMap<>(config);
            lookup.put("vocabulary", null);
            lookup.put("has_input_vocabulary", true); // Keras' own name for what it forgets
            copy.put("config", lookup);
        }
        return copy;
    }

    private static UnsupportedModelException ofOwnClass(SavedModel file, Json model) {
        String name = model.getString("class_name", "?");
        List<String> attributes = new ArrayList<>();
        for (KerasObject object : file.kerasObjects()) {
            String[] steps = object.path().split("\\.");
            if (steps.length == 2 || steps.length == 3 && steps[2].matches("\\d+")) {
                attributes.add(object.path().substring(steps[0].length() + 1) + " ("
                        + object.json().getString("class_name", "?") + ")");
            }
        }
        return UnsupportedModelException.unregistered(file.path() + ": the model is of the class " + name
                + ", which is not Keras', and a SavedModel does not hold its code; write it in Java with the same attributes"
                + (attributes.isEmpty() ? "" : ", " + some(attributes))
                + ", and load its weights: model.loadWeights(path), or LoadOptions.withModel; or, if it has a get_config, register it: "
                + "LoadOptions.withLayer(\"" + name + "\", config -> ...)");
    }

    private static UnsupportedModelException withoutLayers(SavedModel file) {
        if (file.objects().isEmpty()) {
            return new UnsupportedModelException(
                    file.path()
                            + ": a SavedModel of TensorFlow 1, which has a computation and named variables, and no layers; "
                            + "make the model in Java and load the weights by name: model.loadWeights(path, LoadOptions.withRenamed)");
        }
        List<String> variables = file.objects().stream()
                .flatMap(object -> object.content() instanceof VariableObject variable
                        ? java.util.stream.Stream.of(variable.name())
                        : java.util.stream.Stream.empty())
                .distinct()
                .toList();
        return new UnsupportedModelException(file.path()
                + ": this SavedModel contains only computation graphs (no keras_metadata.pb), as model.export and "
                + "tf.saved_model.save write it; the layer structure cannot be rebuilt from it; give the model's configuration, the "
                + "JSON of its to_json(), as " + String.join(" or ", Architectures.names(file.path()))
                + " beside the folder, by LoadOptions.withArchitecture, or by --architecture of the commands; or make the model in "
                + "Java (LoadOptions.withModel, or its own loadWeights), or save it as .keras"
                + (variables.isEmpty() ? "" : "; its variables are " + some(variables)));
    }

    private static String some(List<String> names) {
        String first = String.join(", ", names.subList(0, Math.min(NAMED, names.size())));
        return names.size() <= NAMED ? first : first + " and " + (names.size() - NAMED) + " more";
    }
}
