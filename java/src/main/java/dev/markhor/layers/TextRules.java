package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import dev.markhor.ops.Tokenize.Split;
import dev.markhor.ops.Tokenize.Standardize;
import java.util.Locale;

/** The rules of {@code TextVectorization} by Keras' names; Python functions in their place are not run. */
final class TextRules {
    private TextRules() {}

    static Standardize standardize(LayerConfig config) {
        return rule(config, "standardize", Standardize.class);
    }

    static Split split(LayerConfig config) {
        return rule(config, "split", Split.class);
    }

    private static <E extends Enum<E>> E rule(LayerConfig config, String key, Class<E> type) {
        String name = config.find(key).map(value -> name(config, key, value)).orElse("none");
        try {
            return Enum.valueOf(type, name.toUpperCase(Locale.ROOT));
        } catch (IllegalArgumentException e) {
            throw function(config, key, name);
        }
    }

    private static String name(LayerConfig config, String key, Json value) {
        if (!value.isString()) {
            throw function(config, key, String.valueOf(value.value()));
        }
        return value.asString();
    }

    private static RuntimeException function(LayerConfig config, String key, String found) {
        return config.unsupported("'" + key + "' is the Python function " + found
                + ", which is not run; give LoadOptions.withLayer a layer that does the same");
    }
}
