package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import java.util.List;

/**
 * One number below {@code buckets} for what several operands hold in the same place: strings or integers of one shape, to int64. As
 * {@code tf.sparse.cross_hashed} has it: fingerprints of strings, and integers as they are, one after the other.
 */
public record CrossHash(int buckets) implements Op {
    public CrossHash {
        Checks.atLeast(1, buckets, "buckets");
    }

    @Override
    public String name() {
        return "cross_hash";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.require(inputs.size() >= 2, "crosses two operands or more");
        for (Spec input : inputs) {
            Checks.require(input.shape().equals(inputs.get(0).shape()), "operands differ in shape: " + inputs);
            Checks.require(
                    input.dtype() == DType.STRING || input.dtype() == DType.INT64,
                    "crosses strings and int64, got " + input);
        }
        return List.of(inputs.get(0).withDType(DType.INT64));
    }
}
