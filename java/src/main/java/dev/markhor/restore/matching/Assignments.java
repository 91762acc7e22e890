package dev.markhor.restore.matching;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.StoredArray;
import dev.markhor.memory.Exchange;
import dev.markhor.memory.HeldTensor;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.memory.MemoryKind;
import dev.markhor.restore.LoadProgress;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;

/** Values on their way to variables. All are read before the first is assigned, so that a damaged file changes nothing. */
final class Assignments {
    /** Bytes from which on several threads read. */
    private static final long LARGE = 8 << 20;

    /** Orders restores in time, over all models of the process: layers may be shared between models. */
    private static final AtomicLong ORDER = new AtomicLong();

    private final Map<Variable, StoredArray> values = new IdentityHashMap<>();
    private final List<Variable> order = new ArrayList<>();
    private final Optional<MemoryAccount> account = MemoryAccount.current();
    private final LoadProgress progress;
    private long done;
    private long total;

    Assignments() {
        this(null);
    }

    /** @param progress told how much has been read; null: nobody wants to know */
    Assignments(LoadProgress progress) {
        this.progress = progress;
    }

    static long nextOrder() {
        return ORDER.incrementAndGet();
    }

    boolean has(Variable variable) {
        return values.containsKey(variable);
    }

    /** The first value for a variable stays. */
    void add(Variable variable, StoredArray value) {
        if (values.putIfAbsent(variable, value) == null) {
            order.add(variable);
        }
    }

    /** How value and variable disagree, or null. */
    static String mismatch(Variable variable, StoredArray value) {
        if (!value.shape().equals(variable.shape())) {
            return "the model expects " + variable.shape() + holder(value) + value.shape();
        }
        if ((value.dtype().bytes() == 0) != (variable.dtype().bytes() == 0)) {
            return "the model expects " + variable.dtype().kerasName() + holder(value)
                    + value.dtype().kerasName();
        }
        return null;
    }

    private static String holder(StoredArray value) {
        return value instanceof MemoryArray ? ", the value given has " : ", the file has ";
    }

    /** An error about a value that a checkpoint has for a variable. */
    static WeightMismatchException unfit(String title, StoredArray value, String variable, String mismatch) {
        return new WeightMismatchException(title + " does not fit " + variable + ": " + mismatch
                + (value instanceof MemoryArray
                        ? "; give one that fits"
                        : "; make the layer as it was when the file was written"));
    }

    /** As {@link #mismatch}, where types must be the same, as TensorFlow has it. */
    static String strictMismatch(Variable variable, StoredArray value) {
        String mismatch = mismatch(variable, value);
        boolean same = value.dtype() == variable.dtype();
        return mismatch != null || same
                ? mismatch
                : "the model expects " + variable.dtype().kerasName() + holder(value)
                        + value.dtype().kerasName();
    }

    /** Whether several threads pay: they take a while to come. Texts are read by one thread only. */
    private boolean isLarge() {
        for (Variable variable : order) {
            if (variable.dtype() == DType.STRING) {
                return false;
            }
        }
        return bytes() >= LARGE;
    }

    private HeldTensor read(Variable variable, Queue<HeldTensor> all) {
        StoredArray value = values.get(variable);
        Tensor tensor = value.read();
        if (!tensor.shape().equals(variable.shape())) {
            throw new WeightMismatchException(value.name() + " changed its shape to " + tensor.shape());
        }
        Tensor converted = tensor.cast(variable.dtype());
        boolean callers = value instanceof MemoryArray && converted == tensor;
        HeldTensor held = callers ? HeldTensor.of(converted) : HeldTensor.owning(converted);
        all.add(held);
        tell(variable.bytes());
        return held;
    }

    private synchronized void tell(long more) {
        if (progress != null) {
            done += more;
            progress.progress(LoadProgress.Phase.READING, done, total);
        }
    }

    /** Reads everything, then assigns everything. */
    void apply(long restore) {
        apply(restore, () -> {});
    }

    /** Reads everything, checks it, then assigns everything. What was read and is not assigned is freed. */
    void apply(long restore, Runnable check) {
        Queue<HeldTensor> read = new ConcurrentLinkedQueue<>();
        long bytes = bytes();
        account.ifPresent(model -> model.reserve(
                MemoryKind.WEIGHTS,
                bytes,
                "reading the values of " + order.size() + " weights, beside those they replace"));
        List<HeldTensor> tensors = new ArrayList<>();
        try {
            total = bytes;
            tell(0);
            Stream<Variable> variables = isLarge() ? order.parallelStream() : order.stream();
            tensors.addAll(variables.map(variable -> read(variable, read)).toList());
            check.run();
        } catch (RuntimeException | Error e) {
            read.forEach(HeldTensor::freeIfUnused);
            throw e;
        } finally {
            account.ifPresent(model -> model.release(MemoryKind.WEIGHTS, bytes));
        }
        Exchange.replace(() -> {
            for (int i = 0; i < tensors.size(); i++) {
                account.ifPresent(tensors.get(i)::hold);
                order.get(i).restore(restore, tensors.get(i));
            }
        });
    }

    private long bytes() {
        return order.stream().mapToLong(Variable::bytes).sum();
    }
}
