package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.DType;
import java.util.List;
import java.util.Objects;

/**
 * How often each of the numbers from 0 to {@code depth - 1} is there along one axis: integers {@code [..., n, ...]} to
 * {@code [..., ..., depth]}. A second operand of the first one's shape says how much each counts.
 *
 * @param binary 1 in place of any number but 0
 * @param strict whether a number beyond is an error; otherwise it counts for nothing. A negative one is always an error
 * @param dtype of the result
 */
public record CountValues(int depth, int axis, boolean binary, boolean strict, DType dtype) implements Op {
    private static final int DEEPEST = 1 << 24;

    public CountValues {
        Objects.requireNonNull(dtype);
        if (depth < 1 || depth > DEEPEST) {
            throw new IllegalArgumentException("counts of " + depth + " different values");
        }
        if (dtype == DType.STRING) {
            throw new IllegalArgumentException("counts are numbers");
        }
    }

    @Override
    public String name() {
        return "count_values";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Spec values = inputs.get(0);
        if (!values.dtype().isInteger()) {
            throw new IllegalArgumentException("counts integers, got " + values);
        }
        int at = Axes.normalize(axis, values.shape().rank());
        if (inputs.size() > 1 && !values.shape().accepts(inputs.get(1).shape())) {
            throw new IllegalArgumentException(
                    "weights of shape " + inputs.get(1).shape() + " for " + values);
        }
        return List.of(new Spec(
                dtype,
                values.shape()
                        .slice(0, at)
                        .concat(values.shape().slice(at + 1, values.shape().rank()))
                        .append(depth)));
    }
}
