package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import java.util.List;

/**
 * The interval each number is in, as int32: 0 below the first boundary, 1 from there up to the second, … NaN is in the last.
 *
 * @param boundaries ascending
 */
public record Bucketize(List<Float> boundaries) implements Op {
    public Bucketize {
        boundaries = List.copyOf(boundaries);
        for (int i = 1; i < boundaries.size(); i++) {
            if (!(boundaries.get(i - 1) <= boundaries.get(i))) {
                throw new IllegalArgumentException(
                        "boundaries must ascend, got " + boundaries.get(i) + " after " + boundaries.get(i - 1));
            }
        }
    }

    @Override
    public String name() {
        return "bucketize";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        if (inputs.get(0).dtype() == DType.STRING) {
            throw new IllegalArgumentException("strings are in no interval");
        }
        return List.of(inputs.get(0).withDType(DType.INT32));
    }
}
