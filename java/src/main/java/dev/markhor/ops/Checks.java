package dev.markhor.ops;

import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * What ops require of their parameters and operands. Kernels compute addresses from both, so nothing that fits no array may pass. All
 * throw {@link IllegalArgumentException}.
 */
final class Checks {
    private Checks() {}

    static void require(boolean holds, String what) {
        if (!holds) {
            throw new IllegalArgumentException(what);
        }
    }

    /** A copy of {@code values}, each at least {@code least}. */
    static List<Integer> atLeast(int least, List<Integer> values, String what) {
        for (int value : values) {
            require(value >= least, what + " " + values + " must be " + least + " or more");
        }
        return List.copyOf(values);
    }

    static int atLeast(int least, int value, String what) {
        require(value >= least, what + " " + value + " must be " + least + " or more");
        return value;
    }

    static void count(List<Spec> inputs, int count) {
        require(inputs.size() == count, "takes " + count + " operand(s)");
    }

    static void sameType(List<Spec> inputs) {
        for (Spec input : inputs) {
            require(input.dtype() == inputs.get(0).dtype(), "operands differ in type");
        }
    }

    /** That operand {@code i} and those after it are {@code [size]}, in the first one's type. */
    static void vectors(List<Spec> inputs, int i, long size) {
        sameType(inputs);
        for (Spec input : inputs.subList(i, inputs.size())) {
            Shape shape = input.shape();
            require(
                    shape.rank() == 1 && fits(shape.dim(0), size),
                    "needs parameters of shape " + Shape.of(size) + ", not " + shape);
        }
    }

    static void axis(int axis, Shape shape) {
        require(axis >= 0 && axis < shape.rank(), "axis " + axis + " is out of range for " + shape);
    }

    /** That a kernel has elements: TensorFlow convolves by no other. */
    static void kernel(Shape kernel) {
        for (long dim : kernel.dims()) {
            require(dim != 0, "the kernel " + kernel + " has no elements");
        }
    }

    static boolean fits(long a, long b) {
        return a == b || a == Shape.FREE || b == Shape.FREE;
    }

    /** How far a dilated window reaches. */
    static int reach(long kernel, int dilation) {
        long reach = Math.addExact(Math.multiplyExact(kernel - 1, (long) dilation), 1);
        require(kernel >= 1, "a window has no positions");
        require(reach <= Integer.MAX_VALUE, "a window of " + kernel + " dilated by " + dilation + " is too large");
        return (int) reach;
    }
}
