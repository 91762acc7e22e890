package dev.markhor.model;

import dev.markhor.graph.Value;
import java.util.Optional;

/** What surrounds one layer call. */
public final class CallContext {
    private final Dialect dialect;
    private final Optional<Value> mask;

    CallContext(Dialect dialect, Optional<Value> mask) {
        this.dialect = dialect;
        this.mask = mask;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** The mask given with the call, or else the one attached to the first input. */
    public Optional<Value> mask() {
        return mask;
    }
}
