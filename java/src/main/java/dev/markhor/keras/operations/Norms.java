package dev.markhor.keras.operations;

import static dev.markhor.keras.operations.Promotion.toFloat;

import dev.markhor.graph.Value;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** Normalisation by means and variances. */
final class Norms {
    private static final double EPSILON = 1e-7;

    private Norms() {}

    static List<Value> moments(Arguments a) {
        Value x = toFloat(a.tensor());
        int[] axes = a.requiredIntegers(1, "axes");
        boolean keep = Reductions.keepDims(a);
        return List.of(Ops.mean(x, keep, axes), Reductions.variance(x, keep, axes));
    }

    /** With parameters along one axis. */
    static Value batch(Arguments a) {
        Value x = a.tensor();
        int axis = Axes.normalize(a.integer(Arguments.NAMED, "axis", -1), x.rank());
        Value mean = along(a.tensor(1, "mean"), axis, x.rank());
        Value variance = along(a.tensor(2, "variance"), axis, x.rank());
        return scaled(
                x,
                mean,
                variance,
                a.number(Arguments.NAMED, "epsilon", 1e-3),
                a.optionalTensor(4, "scale", DType.FLOAT32).map(scale -> along(scale, axis, x.rank())),
                a.optionalTensor(3, "offset", DType.FLOAT32).map(offset -> along(offset, axis, x.rank())));
    }

    /** TensorFlow's {@code nn.batch_normalization}: everything broadcasts. */
    static Value batchTensorFlow(Arguments a) {
        return scaled(
                a.tensor(),
                a.tensor(1, "mean"),
                a.tensor(2, "variance"),
                a.number(5, "variance_epsilon", 0),
                a.optionalTensor(4, "scale", DType.FLOAT32),
                a.optionalTensor(3, "offset", DType.FLOAT32));
    }

    static Value layer(Arguments a) {
        Value x = a.tensor();
        int[] axes = a.integers(Arguments.NAMED, "axis").orElse(new int[] {-1});
        a.only(Arguments.NAMED, "rms_scaling", false);
        return scaled(
                x,
                Ops.mean(x, true, axes),
                Reductions.variance(x, true, axes),
                a.number(Arguments.NAMED, "epsilon", EPSILON),
                a.optionalTensor(1, "gamma", DType.FLOAT32),
                a.optionalTensor(2, "beta", DType.FLOAT32));
    }

    static Value rootMeanSquare(Arguments a) {
        Value x = a.tensor();
        int[] axes = a.integers(Arguments.NAMED, "axis").orElse(new int[] {-1});
        Value square = Ops.mean(Ops.square(x), true, axes);
        Value y = Ops.multiply(x, Ops.rsqrt(Ops.add(square, a.number(Arguments.NAMED, "epsilon", EPSILON))));
        return a.optionalTensor(1, "scale", DType.FLOAT32)
                .map(scale -> Ops.multiply(y, scale))
                .orElse(y);
    }

    /** To length 1, by any norm. */
    static Value unit(Arguments a) {
        Value x = toFloat(a.tensor());
        int[] axes = a.integers(1, "axis").orElse(new int[] {-1});
        double order = a.number(2, "order", 2);
        double epsilon = a.number(3, "epsilon", EPSILON);
        if (order == 2) {
            Value inverse = Ops.rsqrt(Ops.sum(Ops.square(x), true, axes));
            return Ops.multiply(x, Ops.minimum(inverse, Ops.constant(1 / epsilon, x)));
        }
        Value norm = Reductions.norm(x, order, true, axes);
        return Ops.divide(x, Ops.maximum(norm, Ops.constant(epsilon, x)));
    }

    private static Value scaled(
            Value x, Value mean, Value variance, double epsilon, Optional<Value> scale, Optional<Value> shift) {
        Value inverse = Ops.rsqrt(Ops.add(variance, epsilon));
        Value factor = scale.map(given -> Ops.multiply(inverse, given)).orElse(inverse);
        Value y = Ops.multiply(Ops.subtract(x, mean), factor);
        return shift.map(given -> Ops.add(y, given)).orElse(y);
    }

    private static Value along(Value parameters, int axis, int rank) {
        long[] dims = new long[rank];
        Arrays.fill(dims, 1);
        dims[axis] = -1;
        return parameters.rank() == 1 ? Ops.reshape(parameters, dims) : parameters;
    }
}
