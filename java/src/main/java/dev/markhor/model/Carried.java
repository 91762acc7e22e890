package dev.markhor.model;

import dev.markhor.graph.Placeholder;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** The states of a {@link Session}, while its model is traced: what layers find, and what they leave. */
final class Carried {
    private final Map<Layer, List<Spec>> before;
    private final Map<Layer, List<Value>> inputs = new LinkedHashMap<>();
    private final Map<Layer, List<Value>> after = new LinkedHashMap<>();

    /** @param before what the session holds; nothing before its first call */
    Carried(Map<Layer, List<Spec>> before) {
        this.before = before;
    }

    /** A layer that is called twice finds what its first call left. */
    Optional<List<Value>> states(Layer layer) {
        if (after.containsKey(layer)) {
            return Optional.of(after.get(layer));
        }
        if (!before.containsKey(layer)) {
            return Optional.empty();
        }
        return Optional.of(inputs.computeIfAbsent(
                layer, key -> before.get(key).stream().map(Placeholder::create).toList()));
    }

    void set(Layer layer, List<Value> states) {
        after.put(layer, List.copyOf(states));
    }

    /** Placeholders of the states that were read. */
    Map<Layer, List<Value>> inputs() {
        return inputs;
    }

    /** The states at the end. */
    Map<Layer, List<Value>> outputs() {
        return after;
    }
}
