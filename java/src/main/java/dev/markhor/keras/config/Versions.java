package dev.markhor.keras.config;

import dev.markhor.formats.json.Json;
import dev.markhor.model.Dialect;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Tells which generation of Keras wrote a configuration. */
final class Versions {
    private Versions() {}

    /** The version that wrote a configuration: what its file states, or else itself. */
    static Optional<String> stated(Optional<String> kerasVersion, Json config) {
        if (kerasVersion.isPresent() || !config.isObject()) {
            return kerasVersion;
        }
        return config.find("keras_version").map(Json::asString);
    }

    /** By the stated version, else by the spelling of the configuration. */
    static Dialect dialect(Optional<String> stated, Json config) {
        return stated.isPresent() ? Dialect.ofVersion(stated.get()) : guess(config.value());
    }

    /** Keras 1 leaves the layout out in some layers: whether all that name one have their channels first. */
    static boolean isChannelsFirst(Json config) {
        Set<Object> layouts = new HashSet<>();
        collectLayouts(config.value(), layouts);
        return layouts.equals(Set.of("th"));
    }

    private static void collectLayouts(Object value, Set<Object> layouts) {
        if (value instanceof Map<?, ?> object) {
            Object layout = object.get("dim_ordering");
            if (layout instanceof String) {
                layouts.add(layout);
            }
            object.values().forEach(child -> collectLayouts(child, layouts));
        } else if (value instanceof List<?> list) {
            list.forEach(child -> collectLayouts(child, layouts));
        }
    }

    /** {@code batch_shape} and nodes with {@code args} are Keras 3's, {@code batch_input_shape} is older; so are layers without a module. */
    private static Dialect guess(Object value) {
        if (value instanceof Map<?, ?> object) {
            if (object.containsKey("batch_input_shape")) {
                return Dialect.KERAS2;
            }
            if (object.containsKey("batch_shape") || object.containsKey("args") && object.containsKey("kwargs")) {
                return Dialect.KERAS3;
            }
            return guessAny(object.values());
        }
        return value instanceof List<?> list ? guessAny(list) : Dialect.KERAS2;
    }

    private static Dialect guessAny(Iterable<?> values) {
        for (Object value : values) {
            if (guess(value) == Dialect.KERAS3) {
                return Dialect.KERAS3;
            }
        }
        return Dialect.KERAS2;
    }
}
