package dev.markhor.runtime;

import dev.markhor.binding.ThreadPool;
import dev.markhor.graph.Parameter;
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
 * makes a new one.
 */
public final class WeightSet {
    private final Map<Parameter.Weight, Tensor> tensors;
    private final Map<WeightArray, Made> arrays = new HashMap<>();
    private final ReferenceQueue<NativeArray> forgotten = new ReferenceQueue<>();
    /** What the recipe at work was given: it reads the memory of these by their addresses. */
    private final List<NativeArray> lent = new ArrayList<>();

    private int depth;

    /** An array for as long as a plan uses it; constants of plans that are gone go with them. */
    private static final class Made extends WeakReference<NativeArray> {
        private final WeightArray recipe;
        private int users;

        Made(WeightArray recipe, NativeArray array, ReferenceQueue<NativeArray> queue) {
            super(array, queue);
            this.recipe = recipe;
        }
    }

    public WeightSet(Map<? extends Parameter.Weight, Tensor> tensors) {
        this.tensors = new IdentityHashMap<>(tensors);
    }

    /** The value of a weight. @throws IllegalStateException if the set has none */
    public Tensor tensor(Parameter.Weight weight) {
        Tensor tensor = tensors.get(weight);
        if (tensor == null) {
            throw new IllegalStateException("no value for weight " + weight);
        }
        return tensor;
    }

    /**
     * The array of a recipe, made on first use: for recipes. It lasts until the end of the recipe that asks for it, or longer if it is in
     * use.
     */
    public synchronized NativeArray array(WeightArray recipe, ThreadPool threads) {
        NativeArray array = known(recipe);
        if (array == null) {
            array = materialize(recipe, threads);
        }
        if (depth > 0) { // asked by a recipe
            lent.add(array);
        }
        return array;
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
            if (--depth == 0) {
                lent.clear();
            }
        }
    }
}
