package dev.markhor.keras.config;

import dev.markhor.graph.Value;
import dev.markhor.model.Structure;

/** What an {@link OperationLayer} computes. */
@FunctionalInterface
interface Operation {
    Structure<Value> apply(Arguments arguments);

    /** For the common case of one result. */
    @FunctionalInterface
    interface Single {
        Value apply(Arguments arguments);
    }

    static Operation of(Single single) {
        return arguments -> Structure.of(single.apply(arguments));
    }
}
