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

    public Reshape {
        target = List.copyOf(target);
        Checks.require(
                target.stream().filter(t -> t == INFER).count() <= 1,
                "infers one dimension at most, not as in " + target);
    }

    @Override
    public String name() {
        return "reshape";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Shape x = inputs.get(0).shape();
        for (long t : target) {
            Checks.require(t >= INFER || -2 - t < x.rank(), "copies a dimension that " + x + " has not");
        }
        long[] dims =
                target.stream().mapToLong(t -> t <= -2 ? x.dim(axis(t)) : t).toArray();
        int unknown = target.indexOf(INFER);
        if (unknown >= 0) {
            dims[unknown] = inferred(x);
        } else if (x.isStatic()
                && Shape.of(dims).isStatic()
                && x.size() != Shape.of(dims).size()) {
            throw new IllegalArgumentException(x + " does not reshape to " + Shape.of(dims));
        }
        return List.of(inputs.get(0).withShape(Shape.of(dims)));
    }

    /** What is left for the inferred dimension: input dimensions that are copied cancel, also free ones and those of size 0. */
    private long inferred(Shape x) {
        boolean[] copied = new boolean[x.rank()];
        long divisor = 1;
        for (long t : target) {
            if (t <= -2 && !copied[axis(t)]) {
                copied[axis(t)] = true;
            } else if (t <= -2 && x.isFree(axis(t))) {
                return Shape.FREE;
            } else if (t != INFER) {
                divisor = Math.multiplyExact(divisor, t <= -2 ? x.dim(axis(t)) : t);
            }
        }
        long dividend = 1;
        for (int i = 0; i < copied.length; i++) {
            if (!copied[i] && x.isFree(i)) {
                return Shape.FREE;
            }
            dividend = Math.multiplyExact(dividend, copied[i] ? 1 : x.dim(i));
        }
        if (divisor == 0 || dividend % divisor != 0) {
            throw new IllegalArgumentException(x + " does not reshape to " + target);
        }
        return dividend / divisor;
    }

    private static int axis(long copy) {
        return (int) (-2 - copy);
    }
}
