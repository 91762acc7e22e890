package dev.markhor.model;

import dev.markhor.graph.Value;
import java.util.Optional;

/** What surrounds one layer call. */
public final class CallContext {
    private final Dialect dialect;
    private final Optional<Value> mask;
    private final Tracer tracer;

    CallContext(Dialect dialect, Optional<Value> mask, Tracer tracer) {
        this.dialect = dialect;
        this.mask = mask;
        this.tracer = tracer;
    }

    public Dialect dialect() {
        return dialect;
    }

    /** The mask given with the call, or else the one attached to the first input. */
    public Optional<Value> mask() {
        return mask;
    }

    /**
     * Takes the mask off a value, for all layers that see it later in the call of the outermost layer or model: what a layer does that
     * changes its arguments in Python.
     */
    public void unmask(Value value) {
        tracer.unmask(value);
    }
}
