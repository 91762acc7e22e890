package dev.markhor.model;

/** The dialect of the call in progress on this thread, so that layers called inside a {@code call} follow the outer model's rules. */
final class Tracer {
    private static final ThreadLocal<Tracer> CURRENT = new ThreadLocal<>();
    private static final Tracer NONE = new Tracer(Dialect.KERAS3);

    private final Dialect dialect;

    private Tracer(Dialect dialect) {
        this.dialect = dialect;
    }

    static Tracer current() {
        Tracer tracer = CURRENT.get();
        return tracer == null ? NONE : tracer;
    }

    static Scope enter(Dialect dialect) {
        Tracer outer = CURRENT.get();
        CURRENT.set(new Tracer(dialect));
        return () -> {
            if (outer == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(outer);
            }
        };
    }

    Dialect dialect() {
        return dialect;
    }

    /** Leaves the call. */
    interface Scope extends AutoCloseable {
        @Override
        void close();
    }
}
