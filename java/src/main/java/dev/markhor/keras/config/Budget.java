package dev.markhor.keras.config;

import dev.markhor.formats.Limits;
import dev.markhor.formats.json.Json;
import dev.markhor.model.Layer;
import java.util.IdentityHashMap;
import java.util.Map;

/**
 * How much a configuration may ask for. A model that calls another one twice, which calls another one twice, and so on, is short to write
 * and has no end to compute.
 */
final class Budget {
    private final Map<Layer, Long> calls = new IdentityHashMap<>();
    private int layers;
    private long made;
    private long inside;

    /** Counts one more layer. */
    void addLayer(Json object) {
        if (++layers > Limits.LAYERS) {
            throw object.malformed("the model has more than " + Limits.LAYERS + " layers");
        }
    }

    /** Counts a call of a layer before it is made, and gives how many calls of layers that makes, all that are inside included. */
    long call(Json place, Layer layer) {
        long count = calls.getOrDefault(layer, 1L);
        made += count;
        if (made > Limits.LAYER_CALLS) {
            throw place.malformed("the model makes more than " + Limits.LAYER_CALLS + " calls of layers");
        }
        return count;
    }

    /** Begins an object; gives what {@link #end} wants. */
    long begin() {
        long outside = inside;
        inside = 0;
        return outside;
    }

    /** Ends an object that has become {@code layer}: a call of it calls everything read inside, unless {@link #makes} said otherwise. */
    void end(Layer layer, long outside) {
        Long told = calls.putIfAbsent(layer, 1 + inside);
        inside = outside + (told == null ? 1 + inside : told);
    }

    /** Tells how many calls of layers a call of this one makes. */
    void makes(Layer layer, long count) {
        calls.put(layer, count);
    }
}
