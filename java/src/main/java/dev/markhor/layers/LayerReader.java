package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import dev.markhor.graph.Value;
import dev.markhor.model.Layer;
import dev.markhor.restore.Writer;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** Reads what a layer's config contains besides plain values: other layers, and functions that the caller registered. */
public interface LayerReader {
    /** The layer described by {@code object}, a map with {@code class_name} and {@code config}. */
    @SuppressWarnings("exports") // implemented by this library only
    Layer read(Json object);

    /** A function that the caller registered under this name; custom activations come this way. */
    default Optional<UnaryOperator<Value>> function(String name) {
        return Optional.empty();
    }

    /** Who wrote the configuration, as far as that is known: defaults changed over time. */
    default Writer writer() {
        return Writer.UNKNOWN;
    }

    /** The layout of layers whose configuration does not name one. */
    default boolean isChannelsFirst() {
        return false;
    }
}
