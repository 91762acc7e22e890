package dev.markhor.model;

import dev.markhor.graph.Value;
import java.util.List;
import java.util.Optional;

/** What surrounds one layer call. */
public final class CallContext {
    private final Dialect dialect;
    private final Optional<Value> mask;
    private final Optional<Carried> carried;

    CallContext(Dialect dialect, Optional<Value> mask, Optional<Carried> carried) {
        this.dialect = dialect;
        this.mask = mask;
        this.carried = carried;
    }

    public Dialect dialect() {
        return dialect;
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
