package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import dev.markhor.model.Structure;
import java.util.List;

/** What an {@link OperationLayer} computes. */
@FunctionalInterface
public interface Operation {
    Structure<Value> apply(Arguments arguments);

    /** For the common case of one result. */
    @FunctionalInterface
    interface Single {
        Value apply(Arguments arguments);
    }

    /** For a list of results. */
    @FunctionalInterface
    interface Several {
        List<Value> apply(Arguments arguments);
    }

    static Operation of(Single single) {
        return arguments -> Structure.of(single.apply(arguments));
    }

    static Operation several(Several several) {
        return arguments -> Structure.list(several.apply(arguments));
    }
}
