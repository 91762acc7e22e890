package dev.markhor.restore.matching;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

/** Values on their way to variables. All are read before the first is assigned, so that a damaged file changes nothing. */
final class Assignments {
    /** Bytes from which on several threads read. */
    private static final long LARGE = 8 << 20;

    /** Orders restores in time, over all models of the process: layers may be shared between models. */
    private static final AtomicLong ORDER = new AtomicLong();

    private final Map<Variable, StoredArray> values = new IdentityHashMap<>();
    private final List<Variable> order = new ArrayList<>();

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
        long bytes = 0;
        for (Variable variable : order) {
            if (variable.dtype() == DType.STRING) {
                return false;
            }
            bytes += variable.shape().size() * variable.dtype().bytes();
        }
        return bytes >= LARGE;
    }

    private Tensor read(Variable variable) {
        StoredArray value = values.get(variable);
        Tensor tensor = value.read();
        if (!tensor.shape().equals(variable.shape())) {
            throw new WeightMismatchException(value.name() + " changed its shape to " + tensor.shape());
        }
        return tensor.cast(variable.dtype());
    }

    /** Reads everything, then assigns everything. */
    void apply(long restore) {
        apply(restore, () -> {});
    }

    /** Reads everything, checks it, then assigns everything. */
    void apply(long restore, Runnable check) {
        List<Tensor> tensors = isLarge()
                ? order.parallelStream().map(this::read).toList()
                : order.stream().map(this::read).toList();
        check.run();
        for (int i = 0; i < tensors.size(); i++) {
            order.get(i).restore(restore, tensors.get(i));
        }
    }
}
