package dev.markhor.verify;

import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.Optional;

/**
 * How far a result is from its golden value.
 *
 * @param relative {@code max|y - g| / max(max|g|, 1e-3)} for floating numbers; 0 for other types, which are equal or are not
 * @param problem what no tolerance excuses: another shape or type, other integers, a NaN on one side only
 */
public record Difference(double relative, Optional<String> problem) {
    private static final double SMALLEST_SCALE = 1e-3;

    static final Difference NONE = new Difference(0, Optional.empty());

    public static Difference between(Tensor actual, Tensor golden) {
        // NumPy has no bfloat16: golden values of such outputs are kept as float32.
        Tensor y = actual.dtype() == DType.BFLOAT16 && golden.dtype() == DType.FLOAT32
                ? actual.cast(DType.FLOAT32)
                : actual;
        if (y.dtype() != golden.dtype() || !y.shape().equals(golden.shape())) {
            return problem(y.dtype().kerasName() + y.shape() + " in place of "
                    + golden.dtype().kerasName() + golden.shape());
        }
        if (y.dtype() == DType.STRING) {
            return strings(y, golden);
        }
        return y.dtype().isFloating() ? floating(y, golden) : exact(y, golden);
    }

    /** The worse of two. */
    Difference and(Difference other) {
        if (problem.isPresent()) {
            return this;
        }
        return other.problem.isPresent() || other.relative > relative ? other : this;
    }

    boolean isWithin(double tolerance) {
        return problem.isEmpty() && relative <= tolerance;
    }

    private static Difference problem(String what) {
        return new Difference(Double.NaN, Optional.of(what));
    }

    private static Difference floating(Tensor y, Tensor golden) {
        double worst = 0;
        double scale = SMALLEST_SCALE;
        for (long i = 0; i < y.size(); i++) {
            double value = y.getDouble(i);
            double expected = golden.getDouble(i);
            if (Double.isFinite(value) && Double.isFinite(expected)) {
                worst = Math.max(worst, Math.abs(value - expected));
                scale = Math.max(scale, Math.abs(expected));
            } else if (Double.compare(value, expected) != 0) {
                return problem(value + " in place of " + expected + " at element " + i);
            }
        }
        return new Difference(worst / scale, Optional.empty());
    }

    private static Difference exact(Tensor y, Tensor golden) {
        long different = 0;
        long first = -1;
        for (long i = 0; i < y.size(); i++) {
            if (y.getLong(i) != golden.getLong(i)) {
                first = different++ == 0 ? i : first;
            }
        }
        return different == 0
                ? NONE
                : problem(different + " of " + y.size() + " values differ, the first is " + y.getLong(first)
                        + " in place of " + golden.getLong(first) + " at element " + first);
    }

    private static Difference strings(Tensor y, Tensor golden) {
        for (long i = 0; i < y.size(); i++) {
            if (!y.getString(i).equals(golden.getString(i))) {
                return problem('"' + y.getString(i) + "\" in place of \"" + golden.getString(i) + "\" at element " + i);
            }
        }
        return NONE;
    }
}
