package dev.markhor.memory;

import dev.markhor.binding.Forgotten;
import dev.markhor.binding.MemoryLimit;
import dev.markhor.binding.MemoryWords;
import dev.markhor.binding.NativeMemory;
import dev.markhor.error.MemoryLimitException;
import dev.markhor.execution.MemoryUse;
import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * The native memory of one model: nothing is taken for it that is not reserved here, within the model's limit and that of the process. What calls
 * keep from one to the next stays reserved, so that a call which takes no memory comes nowhere near this.
 */
public final class MemoryAccount {
    private static final Usage PROCESS = new Usage();
    /** Accounts of models that are not closed, forgotten ones included until that is noticed. */
    private static final AtomicInteger OPEN = new AtomicInteger();
    /** Titles of forgotten models that were logged. */
    private static final Set<String> LOGGED = ConcurrentHashMap.newKeySet();

    private static final int MOST_LOGGED = 1000;
    private static final int COLLECTIONS = 6;

    /** Whose memory is counted now by this thread, for what is read deep inside of a load. */
    private static final ThreadLocal<MemoryAccount> CURRENT = new ThreadLocal<>();

    private final String title;
    private final Usage usage = new Usage();
    private final Set<HeldTensor.Charge> held = Collections.newSetFromMap(new IdentityHashMap<>());
    private volatile long limit = Long.MAX_VALUE;
    private volatile String limitOrigin = "";
    private volatile boolean closed;

    private MemoryAccount(String title) {
        this.title = title;
    }

    /**
     * An account that ends when it is closed, or its owner is forgotten.
     *
     * @param title for messages: {@code model 'resnet50'}
     */
    public static MemoryAccount of(Object owner, String title) {
        MemoryAccount account = new MemoryAccount(title);
        OPEN.incrementAndGet();
        Forgotten.then(owner, account::forget);
        return account;
    }

    /** An account without an end, for programs that belong to no model. */
    public static MemoryAccount of(String title) {
        return new MemoryAccount(title);
    }

    /** That of the model which this thread loads or builds, if it does. */
    public static Optional<MemoryAccount> current() {
        return Optional.ofNullable(CURRENT.get());
    }

    /** All models of the process. */
    public static MemoryUse ofProcess() {
        return PROCESS.use();
    }

    /** Makes this the {@linkplain #current() current} account of the thread until the scope is closed. */
    public Scope enter() {
        MemoryAccount before = CURRENT.get();
        CURRENT.set(this);
        return () -> {
            if (before == null) {
                CURRENT.remove();
            } else {
                CURRENT.set(before);
            }
        };
    }

    /** See {@link #enter}. */
    public interface Scope extends AutoCloseable {
        @Override
        void close();
    }

    public MemoryUse use() {
        return usage.use();
    }

    public long limit() {
        return limit;
    }

    /** @param origin where the limit is set, for messages */
    public void setLimit(long bytes, String origin) {
        limitOrigin = origin;
        limit = bytes;
    }

    /**
     * Counts memory that is about to be taken.
     *
     * @param what wants it, for messages
     * @throws MemoryLimitException if the model or the process would have more than it may; nothing is counted then
     */
    public void reserve(MemoryKind kind, long bytes, String what) {
        long most = MemoryLimit.bytes(); // before anything is counted: it may be no size
        if (!usage.tryAdd(kind, bytes, limit)) {
            throw beyond(bytes, what);
        }
        if (!tryProcess(kind, bytes, most)) {
            usage.add(kind, -bytes);
            throw beyondProcess(bytes, what, most);
        }
    }

    /** What forgotten models have is looked for before the process is refused memory. */
    private static boolean tryProcess(MemoryKind kind, long bytes, long most) {
        boolean done = PROCESS.tryAdd(kind, bytes, most);
        for (int i = 0; i < COLLECTIONS && !done && bytes <= most && OPEN.get() > 1; i++) {
            System.gc();
            pause(1L << i);
            done = PROCESS.tryAdd(kind, bytes, most);
        }
        return done;
    }

    private static void pause(long millis) {
        try {
            Thread.sleep(millis);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** @throws MemoryLimitException if so much could not be had even if nothing else were in use */
    public void requirePossible(long bytes, String what) {
        long most = MemoryLimit.bytes();
        if (bytes > limit) {
            throw beyond(bytes, what);
        }
        if (bytes > most) {
            throw beyondProcess(bytes, what, most);
        }
    }

    private MemoryLimitException beyond(long bytes, String what) {
        return beyond(bytes, what, usage.use(), limit, "the limit of " + title, limitOrigin);
    }

    private MemoryLimitException beyondProcess(long bytes, String what, long most) {
        return beyond(
                bytes, title + ": " + what, PROCESS.use(), most, "the limit of the process", MemoryLimit.origin());
    }

    private static MemoryLimitException beyond(
            long bytes, String what, MemoryUse use, long limit, String whose, String origin) {
        return new MemoryLimitException(what + ": needs " + MemoryWords.needed(bytes) + ", " + use + " are in use, "
                + whose + " is " + MemoryWords.allowed(limit) + " (" + origin
                + "); raise it, close models that are not needed, or call with less at a time");
    }

    /** Counts memory that is there already, or was reserved by other means; negative for what is gone. */
    void add(MemoryKind kind, long bytes) {
        usage.add(kind, bytes);
        PROCESS.add(kind, bytes);
    }

    /** Memory that was reserved, or counted, is gone. */
    public void release(MemoryKind kind, long bytes) {
        add(kind, -bytes);
    }

    /**
     * Memory with arbitrary contents, counted until it is freed.
     *
     * @throws MemoryLimitException as {@link #reserve}
     * @throws OutOfMemoryError if the system refuses
     */
    public NativeMemory allocate(MemoryKind kind, long bytes, String what) {
        reserve(kind, bytes, what);
        try {
            return NativeMemory.allocate(bytes, () -> release(kind, bytes));
        } catch (Throwable e) {
            release(kind, bytes);
            throw e;
        }
    }

    // ---- values of weights

    /** @return false if the account is closed */
    boolean join(HeldTensor.Charge charge) {
        synchronized (held) {
            if (!closed) {
                held.add(charge);
            }
            return !closed;
        }
    }

    void part(HeldTensor.Charge charge) {
        synchronized (held) {
            held.remove(charge);
        }
    }

    public boolean isClosed() {
        return closed;
    }

    /** @throws IllegalStateException if the account, and so the model, is closed */
    public void requireOpen() {
        if (closed) {
            throw new IllegalStateException(title + " is closed");
        }
    }

    /** Frees the values of weights that no other open model has and nobody was given, as soon as no call uses them. */
    public void close() {
        end().forEach(charge -> charge.drop(this, true));
    }

    private List<HeldTensor.Charge> end() {
        synchronized (held) {
            if (!closed) {
                closed = true;
                OPEN.decrementAndGet();
            }
            List<HeldTensor.Charge> all = List.copyOf(held);
            held.clear();
            return all;
        }
    }

    /** The owner is unreachable, and so is all that it had: each piece of memory is freed by itself. */
    private void forget() {
        if (closed) {
            return;
        }
        end().forEach(charge -> charge.drop(this, false));
        release(
                MemoryKind.CONSTANTS,
                usage.of(MemoryKind.CONSTANTS)); // memory that the collector frees without telling
        if (usage.most() > 0 && LOGGED.size() < MOST_LOGGED && LOGGED.add(title)) {
            String text = title + " was forgotten without being closed: its native memory, up to "
                    + MemoryWords.needed(usage.most())
                    + ", waited for the garbage collector. Close models that are done with, by try-with-resources or"
                    + " close(). This is said once for each name.";
            System.getLogger("dev.markhor")
                    .log(System.Logger.Level.WARNING, text); // no field: loggers take a while to come
        }
    }
}
