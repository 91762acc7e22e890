package dev.markhor.model;

import dev.markhor.graph.Value;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * The call in progress on this thread: which layer's it is, its dialect, so that layers called inside a {@code call} follow the outer model's
 * rules, which values have lost their masks in it, and the states that a session carries.
 */
final class Tracer {
    private static final ThreadLocal<Tracer> CURRENT = new ThreadLocal<>();
    private static final Tracer NONE = new Tracer(Optional.empty(), Dialect.KERAS3, Set.of(), Optional.empty());

    private final Optional<Layer> layer;
    private final Dialect dialect;
    private final Set<Value> unmasked;
    private final Optional<Carried> carried;

    private Tracer(Optional<Layer> layer, Dialect dialect, Set<Value> unmasked, Optional<Carried> carried) {
        this.layer = layer;
        this.dialect = dialect;
        this.unmasked = unmasked;
        this.carried = carried;
    }

    static Tracer current() {
        Tracer tracer = CURRENT.get();
        return tracer == null ? NONE : tracer;
    }

    static Scope enter(Layer layer, Dialect dialect) {
        return enter(Optional.of(layer), dialect, current().carried);
    }

    /** For a call of a model, in a session or not. */
    static Scope enter(Dialect dialect, Optional<Carried> carried) {
        return enter(Optional.empty(), dialect, carried);
    }

    private static Scope enter(Optional<Layer> layer, Dialect dialect, Optional<Carried> carried) {
        Tracer outer = CURRENT.get();
        CURRENT.set(new Tracer(layer, dialect, outer == null ? new HashSet<>() : outer.unmasked, carried));
        return () -> {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        };
    }

    /** Whose {@code call} or {@code build} this is; empty outside of layers. */
    Optional<Layer> layer() {
        return layer;
    }

    Dialect dialect() {
        return dialect;
    }

    /** Empty outside of sessions. */
    Optional<Carried> carried() {
        return carried;
    }

    /** From here on, and until the outermost call ends, layers see this value without a mask. */
    void unmask(Value value) {
        unmasked.add(value);
    }

    /** The value as layers see it. */
    Value seen(Value value) {
        return unmasked.contains(value) ? value.withMask(Optional.empty()) : value;
    }

    /** Leaves the call. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
