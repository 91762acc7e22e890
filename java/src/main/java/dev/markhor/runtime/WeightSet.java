package dev.markhor.runtime;

import dev.markhor.graph.Parameter;
import dev.markhor.tensor.Tensor;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;

/**
 * All weights of a model at one moment, with what was computed from them. Calls in flight keep the set they began with; loading again
 * makes a new one.
 */
public final class WeightSet {
    private final Map<Parameter.Weight, Tensor> tensors;
    private final Map<WeightArray, NativeArray> arrays = new ConcurrentHashMap<>();

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

    /** The array of a recipe, made on first use. */
    public NativeArray array(WeightArray recipe) {
        NativeArray array = arrays.get(recipe);
        return array != null ? array : materialize(recipe);
    }

    // Not computeIfAbsent: a recipe may ask for the arrays of others.
    private synchronized NativeArray materialize(WeightArray recipe) {
        NativeArray array = arrays.get(recipe);
        if (array == null) {
            array = recipe.materialize(this);
            arrays.put(recipe, array);
        }
        return array;
    }
}
