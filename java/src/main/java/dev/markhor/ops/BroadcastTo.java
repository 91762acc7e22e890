package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Repeats dimensions of size 1, and adds leading ones, until the shape is {@code dims}. */
public record BroadcastTo(List<Long> dims) implements Op {
    public BroadcastTo {
        dims = List.copyOf(dims);
        for (long dim : dims) {
            Checks.require(dim >= 0, "a size of " + dim);
        }
    }

    @Override
    public String name() {
        return "broadcast_to";
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Checks.count(inputs, 1);
        Shape x = inputs.get(0).shape();
        Shape target = Shape.of(dims.stream().mapToLong(Long::longValue).toArray());
        int skip = target.rank() - x.rank();
        Checks.require(skip >= 0, x + " has more dimensions than " + target);
        for (int i = 0; i < x.rank(); i++) {
            long size = x.dim(i);
            Checks.require(
                    size == 1 || Checks.fits(size, target.dim(i + skip)), x + " does not broadcast to " + target);
        }
        return List.of(inputs.get(0).withShape(target));
    }
}
