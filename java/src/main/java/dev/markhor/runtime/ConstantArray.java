package dev.markhor.runtime;

import dev.markhor.binding.ThreadPool;
import dev.markhor.tensor.Tensor;

/** A tensor that is part of the program. */
public record ConstantArray(Tensor tensor) implements WeightArray {
    @Override
    public int hashCode() {
        return tensor.hashCode();
    }

    @Override
    public NativeArray materialize(WeightSet weights, ThreadPool threads) {
        return weights.constant(tensor);
    }
}
