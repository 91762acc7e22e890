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
    private static final Tracer NONE =
            new Tracer(Optional.empty(), Dialect.KERAS3, Set.of(), Optional.empty(), Optional.empty(), false);

    private final Optional<Layer> layer;
    private final Dialect dialect;
    private final Set<Value> unmasked;
    private final Optional<Carried> carried;
    private final Optional<Owners> owners;
    private final boolean compared;

    private Tracer(
            Optional<Layer> layer,
            Dialect dialect,
            Set<Value> unmasked,
            Optional<Carried> carried,
            Optional<Owners> owners,
            boolean compared) {
        this.layer = layer;
        this.dialect = dialect;
        this.unmasked = unmasked;
        this.carried = carried;
        this.owners = owners;
        this.compared = compared;
    }

    static Tracer current() {
        Tracer tracer = CURRENT.get();
        return tracer == null ? NONE : tracer;
    }

    static Scope enter(Layer layer, Dialect dialect) {
        Tracer outer = current();
        return enter(Optional.of(layer), dialect, outer.carried, outer.owners, outer.compared);
    }

    /** For a call of a model, in a session or not. @param owners who wants to know which layers make what */
    static Scope enter(Dialect dialect, Optional<Carried> carried, Optional<Owners> owners) {
        return enter(Optional.empty(), dialect, carried, owners, false);
    }

    /** For a call of a model that is compared with what Keras 3 makes of it: what differs by rounding only is computed as there. */
    static Scope enterCompared(Dialect dialect, Optional<Carried> carried, Owners owners) {
        return enter(Optional.empty(), dialect, carried, Optional.of(owners), true);
    }

    private static Scope enter(
            Optional<Layer> layer,
            Dialect dialect,
            Optional<Carried> carried,
            Optional<Owners> owners,
            boolean compared) {
        Tracer outer = CURRENT.get();
        Set<Value> unmasked = outer == null ? new HashSet<>() : outer.unmasked;
        CURRENT.set(new Tracer(layer, dialect, unmasked, carried, owners, compared));
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

    /** Whether this is {@link #enterCompared}. */
    boolean isCompared() {
        return compared;
    }

    /** From here on, and until the outermost call ends, layers see this value without a mask. */
    void unmask(Value value) {
        unmasked.add(value);
    }

    /** From here on, layers see this value with its mask again. */
    void remask(Value value) {
        unmasked.remove(value);
    }

    /** Arguments as layers see them. */
    Inputs seen(Inputs arguments) {
        return unmasked.isEmpty() ? arguments : arguments.mapValues(this::seen);
    }

    private Value seen(Value value) {
        return unmasked.contains(value) ? value.withMask(Optional.empty()) : value;
    }

    /** Notes what a call of a layer has made. */
    void called(Layer layer, Inputs arguments, Structure<Value> results) {
        owners.ifPresent(all -> all.called(layer, arguments, results));
    }

    /** Leaves the call. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
