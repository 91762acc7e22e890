package dev.markhor.keras.config;

import dev.markhor.formats.json.Json;
import dev.markhor.model.Dialect;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Tells which generation of Keras wrote a configuration. */
final class Versions {
    private Versions() {}

    /** By the version a file states, else by the spelling of its configuration. */
    static Dialect dialect(Optional<String> kerasVersion, Json config) {
        Optional<String> stated = kerasVersion.or(() -> config.isObject() && config.has("keras_version")
                ? config.find("keras_version").map(Json::asString)
                : Optional.empty());
        return stated.map(Dialect::ofVersion).orElseGet(() -> guess(config.value()));
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
