package dev.markhor.runtime;

import dev.markhor.graph.Parameter;

/** A weight as it is stored. */
public record RawWeight(Parameter.Weight weight) implements WeightArray {
    @Override
    public NativeArray materialize(WeightSet weights) {
        return NativeArray.of(weights.tensor(weight));
    }
}
