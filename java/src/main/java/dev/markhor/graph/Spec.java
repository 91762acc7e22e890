package dev.markhor.graph;

import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.Objects;

/** Type and (partly known) shape of a value. */
public record Spec(DType dtype, Shape shape) {
    public Spec {
        Objects.requireNonNull(dtype);
        Objects.requireNonNull(shape);
    }

    public static Spec of(DType dtype, long... dims) {
        return new Spec(dtype, Shape.of(dims));
    }

    /** What a tensor is. */
    public static Spec of(Tensor tensor) {
        return new Spec(tensor.dtype(), tensor.shape());
    }

    public Spec withShape(Shape other) {
        return new Spec(dtype, other);
    }

    public Spec withDType(DType other) {
        return new Spec(other, shape);
    }

    // Written out, as are the hash codes of other keys: linking a record's own methods costs a process milliseconds at
    // its start.
    @Override
    public boolean equals(Object other) {
        return other instanceof Spec spec && dtype == spec.dtype && shape.equals(spec.shape);
    }

    @Override
    public int hashCode() {
        return 31 * dtype.hashCode() + shape.hashCode();
    }

    /** {@code float32[?, 28, 28, 1]}. */
    @Override
    public String toString() {
        return dtype.kerasName() + shape;
    }
}
