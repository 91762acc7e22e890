package dev.markhor.runtime;

import dev.markhor.binding.Memory;
import dev.markhor.binding.NativeMemory;
import dev.markhor.binding.ThreadPool;
import dev.markhor.graph.Parameter;
import dev.markhor.memory.HeldTensor;
import dev.markhor.memory.MemoryAccount;
import dev.markhor.memory.MemoryKind;
import dev.markhor.tensor.Tensor;
import java.lang.ref.Reference;
import java.lang.ref.ReferenceQueue;
import java.lang.ref.WeakReference;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;

/**
 * All weights of a model at one moment, with what was computed from them. Calls in flight keep the set they began with; loading again
 * makes a new one. Only who has {@linkplain #enter entered} a set may read of it, and what it takes of memory is freed when the last one leaves.
 */
public final class WeightSet {
    private final Map<Parameter.Weight, HeldTensor> values;
    private final MemoryAccount account;
    private final Map<WeightArray, Made> arrays = new HashMap<>();
    private final ReferenceQueue<NativeArray> forgotten = new ReferenceQueue<>();
    /** What recipes were given by others, to read it by its address; kept for more recipes until {@link #settle}. */
    private final Map<WeightArray, NativeArray> lent = new HashMap<>();

    private int depth;
    private int users;
    private volatile boolean retired;

    /** Some value is gone: it was replaced, or the model is closed. Thrown before anything of a call has run. */
    public static final class Gone extends RuntimeException {
        private static final long serialVersionUID = 1L;

        Gone() {
            super("these values of weights were replaced or freed", null, false, false);
        }
    }

    /** An array for as long as a plan uses it; constants of plans that are gone go with them. */
    private static final class Made extends WeakReference<NativeArray> {
        private final WeightArray recipe;
        private int users;

        Made(WeightArray recipe, NativeArray array, ReferenceQueue<NativeArray> queue) {
            super(array, queue);
            this.recipe = recipe;
        }
    }

    /** @param account where what is computed is counted */
    public WeightSet(Map<? extends Parameter.Weight, HeldTensor> values, MemoryAccount account) {
        this.values = new IdentityHashMap<>(values);
        this.account = account;
    }

    // ---- users

    /** Keeps all values until {@link #leave}. @throws Gone if one is gone */
    public synchronized void enter() {
        if (users == 0) {
            List<HeldTensor> retained = new ArrayList<>(values.size());
            for (HeldTensor value : values.values()) {
                if (!value.retain()) {
                    retained.forEach(HeldTensor::release);
                    throw new Gone();
                }
                retained.add(value);
            }
        }
        users++;
    }

    public synchronized void leave() {
        users--;
        if (users == 0) {
            for (Made made : arrays.values()) {
                NativeArray array = made.get();
                if (array != null) {
                    array.free();
                }
            }
            arrays.clear();
            lent.clear();
            values.values().forEach(HeldTensor::release);
        }
    }

    /** There are newer values: who has entered should leave soon. */
    public void retire() {
        retired = true;
    }

    boolean isRetired() {
        return retired;
    }

    // ---- values

    /** The value of a weight, to be read before leaving. @throws IllegalStateException if the set has none */
    Tensor tensor(Parameter.Weight weight) {
        return held(weight).tensor();
    }

    /** The value of a weight, which may be kept. @throws IllegalStateException if the set has none */
    public Tensor giveOut(Parameter.Weight weight) {
        return held(weight).giveOut();
    }

    private HeldTensor held(Parameter.Weight weight) {
        HeldTensor value = values.get(weight);
        if (value == null) {
            throw new IllegalStateException("no value for weight " + weight);
        }
        return value;
    }

    // ---- memory for recipes

    /** Memory for what a recipe computes, with arbitrary contents. @throws dev.markhor.error.MemoryLimitException */
    public NativeArray allocate(long bytes) {
        return NativeArray.of(account.allocate(MemoryKind.PACKED, Math.max(bytes, 64), "packed weights"), bytes);
    }

    /** Memory for one step of a recipe, which closes it. */
    public NativeMemory scratch(long bytes) {
        return account.allocate(MemoryKind.PACKED, bytes, "packing weights");
    }

    /** A copy of what a recipe computed. */
    public NativeArray copy(Tensor tensor) {
        NativeArray copy = allocate(tensor.buffer().remaining());
        Memory.copy(tensor.buffer(), copy.address());
        return copy;
    }

    /** The memory of a weight's value itself, which is counted already, or a copy if it is on the heap. */
    NativeArray raw(Parameter.Weight weight) {
        Tensor tensor = tensor(weight);
        return tensor.buffer().isDirect() ? NativeArray.of(tensor, () -> {}) : copy(tensor);
    }

    /** The memory of a tensor that is part of the program, or a copy if it is on the heap. */
    public NativeArray constant(Tensor tensor) {
        long bytes = HeldTensor.nativeBytes(tensor);
        if (bytes == 0) {
            return copy(tensor);
        }
        account.reserve(MemoryKind.CONSTANTS, bytes, "constants");
        return NativeArray.of(tensor, () -> account.release(MemoryKind.CONSTANTS, bytes));
    }

    // ---- arrays

    /**
     * The array of a recipe, made on first use: for recipes. It lasts until the plan that needs the asking one has all its arrays, or longer if
     * it is in use.
     */
    public synchronized NativeArray array(WeightArray recipe, ThreadPool threads) {
        NativeArray array = known(recipe);
        if (array == null) {
            array = materialize(recipe, threads);
        }
        if (depth > 0) { // asked by a recipe
            lent.put(recipe, array);
        }
        return array;
    }

    /** A plan has all its arrays: frees those that only other arrays were made of. */
    synchronized void settle() {
        if (depth == 0) {
            lent.forEach((recipe, array) -> {
                Made made = arrays.get(recipe);
                if (made != null && made.users == 0 && made.refersTo(array)) {
                    arrays.remove(recipe);
                    array.free();
                }
            });
            lent.clear();
        }
    }

    /** The array of a recipe, made on first use. It lasts until {@link #release}, or until the caller forgets it. */
    synchronized NativeArray acquire(WeightArray recipe, ThreadPool threads) {
        NativeArray array = array(recipe, threads);
        arrays.get(recipe).users++;
        return array;
    }

    /** Gives back what {@link #acquire} gave: its memory is freed if nobody else has it. */
    synchronized void release(WeightArray recipe, NativeArray array) {
        Made made = arrays.get(recipe);
        made.users--;
        if (made.users == 0) {
            arrays.remove(recipe);
            array.free();
        }
    }

    private NativeArray known(WeightArray recipe) {
        Made made = arrays.get(recipe);
        return made == null ? null : made.get();
    }

    // Not computeIfAbsent: a recipe may ask for the arrays of others.
    private NativeArray materialize(WeightArray recipe, ThreadPool threads) {
        for (Reference<?> gone; (gone = forgotten.poll()) != null; ) {
            arrays.remove(((Made) gone).recipe, gone);
        }
        depth++;
        try {
            NativeArray array = recipe.materialize(this, threads);
            arrays.put(recipe, new Made(recipe, array, forgotten));
            return array;
        } finally {
            depth--;
        }
    }
}
