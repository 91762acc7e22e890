package dev.markhor.ops;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Python's {@code x[start:stop:step]} along one axis (non-negative). {@code OPEN} stands for an absent start or stop. */
public record Slice(int axis, long start, long stop, long step) implements Op {
    public static final long OPEN = Long.MIN_VALUE;

    public Slice {
        Checks.atLeast(0, axis, "axis");
        Checks.require(step != 0 && step != Long.MIN_VALUE, "a slice cannot have a step of " + step);
    }

    @Override
    public String name() {
        return "slice";
    }

    /** First index taken from an axis of {@code size}. */
    public long first(long size) {
        if (start == OPEN) {
            return step > 0 ? 0 : size - 1;
        }
        long from = start < 0 ? start + size : start;
        return step > 0 ? Math.max(0, Math.min(from, size)) : Math.max(-1, Math.min(from, size - 1));
    }

    /** How many indices are taken from an axis of {@code size}. */
    public long count(long size) {
        long end;
        if (stop == OPEN) {
            end = step > 0 ? size : -1;
        } else {
            long to = stop < 0 ? stop + size : stop;
            end = step > 0 ? Math.max(0, Math.min(to, size)) : Math.max(-1, Math.min(to, size - 1));
        }
        long span = step > 0 ? end - first(size) : first(size) - end;
        return span <= 0 ? 0 : (span - 1) / Math.abs(step) + 1;
    }

    @Override
    public List<Spec> infer(List<Spec> inputs) {
        Shape x = inputs.get(0).shape();
        Checks.axis(axis, x);
        long size = x.dim(axis);
        return List.of(inputs.get(0).withShape(x.with(axis, size == Shape.FREE ? freeCount() : count(size))));
    }

    private long freeCount() {
        return start == OPEN && stop == OPEN ? Shape.FREE : start >= 0 && stop == start + 1 ? 1 : Shape.FREE;
    }
}
