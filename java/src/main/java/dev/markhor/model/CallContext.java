package dev.markhor.model;

import dev.markhor.graph.Value;
import java.util.List;
import java.util.Optional;

/** What surrounds one layer call. */
public final class CallContext {
    private final Dialect dialect;
    private final Optional<Value> mask;
    private final Optional<Carried> carried;
    private final Dialect arithmetic;

    CallContext(Dialect dialect, Optional<Value> mask) {
        Tracer tracer = Tracer.current();
        this.carried = tracer.carried();
        this.arithmetic = tracer.isCompared() ? Dialect.KERAS3 : dialect;
        this.dialect = dialect;
        this.mask = mask;
    }

    public Dialect dialect() {
        return dialect;
    }

    /**
     * Whose order of operations counts where two lead to the same numbers but for rounding: that of {@link #dialect}, and Keras 3's while a model is
     * compared with its conversion for Keras 3.
     */
    public Dialect arithmetic() {
        return arithmetic;
    }

    /** The mask given with the call, or else the one attached to the first input. */
    public Optional<Value> mask() {
        return mask;
    }

    /** The states that a stateful layer left in the call before; empty in the first call of a {@link Session}, and outside of sessions. */
    public Optional<List<Value>> carriedStates(Layer layer) {
        return carried.flatMap(states -> states.states(layer));
    }

    /** Keeps states, each {@code [batch, ...]}, for the next call of the session; does nothing outside of sessions. */
    public void carryStates(Layer layer, List<Value> states) {
        carried.ifPresent(all -> all.set(layer, states));
    }
}
