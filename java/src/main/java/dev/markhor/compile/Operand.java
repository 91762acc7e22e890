package dev.markhor.compile;

import dev.markhor.graph.Spec;
import dev.markhor.runtime.WeightArray;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;

/** One array that a task reads or writes: a shape over a storage. All dimensions are known. */
record Operand(Spec spec, Storage storage) {
    Shape shape() {
        return spec.shape();
    }

    DType dtype() {
        return spec.dtype();
    }

    /** Whether it has no elements. */
    boolean isEmpty() {
        for (long dim : shape().dims()) {
            if (dim == 0) {
                return true;
            }
        }
        return false;
    }

    boolean isWeight() {
        return storage.isWeight();
    }

    /** The recipe of a weight's array. */
    WeightArray array() {
        return storage.array();
    }

    /** Whether this is the other one in the same shape. */
    boolean is(Operand other) {
        return storage == other.storage && spec.equals(other.spec);
    }

    Operand reshaped(Shape shape) {
        return new Operand(spec.withShape(shape), storage);
    }

    static long bytes(Spec spec) {
        return Math.multiplyExact(spec.shape().size(), spec.dtype().bytes());
    }
}
