package dev.markhor.runtime;

import dev.markhor.binding.ThreadPool;
import dev.markhor.graph.Parameter;

/** A weight as it is stored. */
public record RawWeight(Parameter.Weight weight) implements WeightArray {
    @Override
    public int hashCode() {
        return weight.hashCode();
    }

    @Override
    public NativeArray materialize(WeightSet weights, ThreadPool threads) {
        return weights.raw(weight);
    }
}
