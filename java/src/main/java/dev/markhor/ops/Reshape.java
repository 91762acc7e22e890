package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * The same elements under another shape. Each target is a size, {@link #INFER} (at most one), or {@link #copy} of an input dimension,
 * which keeps a free dimension free.
 */
public record Reshape(List<Long> target) implements Op {
    public static final long INFER = -1;

    /** Takes the size of input dimension {@code axis} (non-negative). */
    public static long copy(int axis) {
        return -2L - axis;
    }

    @Override
    public String name() {
        return "reshape";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Shape x = inputs.get(0).shape();
        long[] dims = target.stream()
                .mapToLong(t -> t <= -2 ? x.dim((int) (-2 - t)) : t)
                .toArray();
        int unknown = target.indexOf(INFER);
        if (unknown >= 0) {
            dims[unknown] = inferred(x, dims, unknown);
        } else if (x.isStatic()
                && Shape.of(dims).isStatic()
                && x.size() != Shape.of(dims).size()) {
            throw new IllegalArgumentException(x + " does not reshape to " + Shape.of(dims));
        }
        return List.of(inputs.get(0).withShape(Shape.of(dims)));
    }

    private long inferred(Shape x, long[] dims, int unknown) {
        long inputProduct = 1;
        long outputProduct = 1;
        int freeInputs = 0;
        int freeOutputs = 0;
        for (long dim : x.dims()) {
            inputProduct *= dim == Shape.FREE ? 1 : dim;
            freeInputs += dim == Shape.FREE ? 1 : 0;
        }
        for (int i = 0; i < dims.length; i++) {
            if (i != unknown) {
                outputProduct *= dims[i] == Shape.FREE ? 1 : dims[i];
                freeOutputs += dims[i] == Shape.FREE ? 1 : 0;
            }
        }
        if (freeInputs != freeOutputs) {
            return Shape.FREE; // copied free dimensions cancel; one that is left over decides
        }
        if (outputProduct == 0 || inputProduct % outputProduct != 0) {
            throw new IllegalArgumentException(x + " does not reshape to " + target);
        }
        return inputProduct / outputProduct;
    }
}
