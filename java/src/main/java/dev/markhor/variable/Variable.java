package dev.markhor.variable;

import dev.markhor.graph.Parameter;
import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.memory.HeldTensor;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.Objects;
import java.util.function.Supplier;

/**
 * A weight: fixed name, type and shape, replaceable value. Its initialiser runs on the first read, and never if a value was assigned
 * before. Safe for use by several threads.
 */
public final class Variable implements Parameter.Weight {
    /** Bytes of a tensor. */
    private static final long LARGEST = Integer.MAX_VALUE;

    private final String name;
    private final Spec spec;
    private final boolean trainable;
    private final Initializer initializer;
    private final Supplier<String> owner;
    private final Value read;
    private HeldTensor value;
    private long restoredBy = -1;
    private volatile long version;

    public Variable(String name, Spec spec, boolean trainable, Initializer initializer) {
        this(name, spec, trainable, initializer, () -> "");
    }

    /** @param owner what has this variable, for messages: {@code layer 'encoder' (Dense)}; or empty */
    public Variable(String name, Spec spec, boolean trainable, Initializer initializer, Supplier<String> owner) {
        this.name = Objects.requireNonNull(name);
        this.spec = Objects.requireNonNull(spec);
        this.trainable = trainable;
        this.initializer = Objects.requireNonNull(initializer);
        this.owner = Objects.requireNonNull(owner);
        this.read = Parameter.create(this);
        if (!spec.shape().isStatic()) {
            throw new IllegalArgumentException(
                    "variable '" + name + "' needs a fully known shape, got " + spec.shape());
        }
        requireSize(name, spec);
    }

    /** An initializer computes on the heap, and what it gives is memory beside it that is limited alike. */
    private void requireMemory() {
        long bytes = shape().size() * Math.max(1, dtype().bytes());
        if (bytes > Runtime.getRuntime().maxMemory() / 2) {
            throw new IllegalStateException("variable '" + name + "' " + spec + " has no value, and " + (bytes >> 20)
                    + " MiB are too many to initialize with a heap of "
                    + (Runtime.getRuntime().maxMemory() >> 20)
                    + " MiB; load its value, or raise -Xmx");
        }
    }

    private static void requireSize(String name, Spec spec) {
        long left = LARGEST / Math.max(1, spec.dtype().bytes());
        for (long dim : spec.shape().dims()) {
            if (dim > left) {
                throw new IllegalArgumentException("variable '" + name + "' " + spec + " exceeds the limit of 2 GiB");
            }
            left /= Math.max(1, dim);
        }
    }

    /** The name within its layer: {@code kernel}. */
    public String name() {
        return name;
    }

    @Override
    public Spec spec() {
        return spec;
    }

    public Shape shape() {
        return spec.shape();
    }

    public DType dtype() {
        return spec.dtype();
    }

    /** Whether Keras would train it; matters only for the order of stored weights. */
    public boolean trainable() {
        return trainable;
    }

    /** The symbolic value to compute with. */
    public Value value() {
        return read;
    }

    /**
     * The current value; runs the initialiser if there is none yet. It may be kept: its memory is freed when it, too, is forgotten.
     *
     * @throws IllegalStateException if it was loaded, never asked for, and freed as the models that used it were closed
     */
    public Tensor get() {
        while (true) {
            HeldTensor current = held();
            Tensor given = current.giveOut();
            if (given != null) {
                return given;
            }
            if (current == held()) { // nobody has replaced it meanwhile
                throw gone();
            }
        }
    }

    /** For use of a value that is gone. */
    public IllegalStateException gone() {
        return new IllegalStateException(
                title()
                        + ": its value was freed when the last model that had loaded or run it was closed; use it, or ask for the value, before");
    }

    /** As {@link #get}, for those who read it only while they hold or use it. */
    @SuppressWarnings("exports") // for the models of this module
    public synchronized HeldTensor held() {
        if (value == null) {
            requireMemory();
            Tensor initial = Objects.requireNonNull(initializer.initialize(spec), "an initializer gave no tensor");
            requireFit(initial);
            value = HeldTensor.of(initial);
        }
        return value;
    }

    /** Whether some model has the current value on its account. */
    public synchronized boolean isHeld() {
        return value != null && value.isHeld();
    }

    /** Whether a model has the current value. */
    @SuppressWarnings("exports") // for the models of this module
    public synchronized boolean isHeldBy(MemoryAccount account) {
        return value != null && value.isHeldBy(account);
    }

    /** What a value takes; 0 for text. */
    public long bytes() {
        return shape().size() * dtype().bytes();
    }

    /** Whether a value is there without running the initialiser. */
    public synchronized boolean hasValue() {
        return value != null;
    }

    /** Changes with each assignment: lets a runtime notice that what it packed is old. */
    public long version() {
        return version;
    }

    /**
     * Replaces the value; its type is converted. A model that is running takes it with its next call: those in flight end on the old one.
     * To replace several at once, {@code Model.assign}.
     *
     * @throws IllegalArgumentException if the shape differs, or one is text and the other is not
     */
    public void assign(Tensor replacement) {
        requireFit(replacement);
        set(HeldTensor.of(replacement.cast(dtype())));
    }

    private synchronized void set(HeldTensor replacement) {
        HeldTensor old = value;
        value = replacement;
        version++;
        if (old != null) {
            old.supersede();
        }
    }

    /** Number of the restore that gave the current value, -1 if none did. */
    public synchronized long restoredBy() {
        return restoredBy;
    }

    /**
     * Takes the value of a restore unless a later one was here before.
     *
     * @throws IllegalArgumentException if the shape differs
     */
    public void restore(long order, Tensor stored) {
        requireFit(stored);
        restore(order, HeldTensor.of(stored.cast(dtype())));
    }

    /** As {@link #restore(long, Tensor)}, with a value that fits. */
    @SuppressWarnings("exports") // for the readers of this module
    public synchronized void restore(long order, HeldTensor stored) {
        if (order > restoredBy) {
            set(stored);
            restoredBy = order;
        } else {
            stored.supersede();
        }
    }

    /** @throws IllegalArgumentException if the value could not be assigned, saying why */
    public void requireFit(Tensor tensor) {
        if (!tensor.shape().equals(shape())) {
            throw new IllegalArgumentException(
                    title() + ": expected a value of shape " + shape() + ", got " + tensor.shape());
        }
        if ((tensor.dtype() == DType.STRING) != (dtype() == DType.STRING)) {
            throw new IllegalArgumentException(title() + ": expected a value of " + dtype().kerasName() + ", got "
                    + tensor.dtype().kerasName());
        }
    }

    /** For messages: {@code variable 'kernel' of layer 'encoder' (Dense)}. */
    public String title() {
        String of = owner.get();
        return "variable '" + name + "'" + (of.isEmpty() ? "" : " of " + of);
    }

    @Override
    public String toString() {
        return name + ' ' + spec;
    }
}
