package dev.markhor.reference;

import dev.markhor.graph.Op;
import dev.markhor.graph.Spec;
import dev.markhor.ops.BroadcastTo;
import dev.markhor.ops.Concat;
import dev.markhor.ops.Pad;
import dev.markhor.ops.RepeatElements;
import dev.markhor.ops.Slice;
import dev.markhor.ops.Tile;
import dev.markhor.ops.Transpose;
import java.util.List;
import java.util.function.UnaryOperator;

/** Ops that only move elements. */
final class Movement {
    private Movement() {}

    /** Fills every output position from the input position that {@code source} names. */
    private static Array move(Array x, Spec output, UnaryOperator<int[]> source) {
        Array out = Array.zeros(output.shape());
        for (int i = 0; i < out.size(); i++) {
            out.data()[i] = x.data()[x.flat(source.apply(out.position(i)))];
        }
        return out;
    }

    static Array reshape(Op op, List<Array> inputs, Spec output) {
        return new Array(inputs.get(0).data(), Array.zeros(output.shape()).dims());
    }

    static Array transpose(Transpose op, List<Array> inputs, Spec output) {
        return move(inputs.get(0), output, at -> {
            int[] from = new int[at.length];
            for (int i = 0; i < at.length; i++) {
                from[op.axes().get(i)] = at[i];
            }
            return from;
        });
    }

    static Array slice(Slice op, List<Array> inputs, Spec output) {
        long first = op.first(inputs.get(0).dim(op.axis()));
        return move(inputs.get(0), output, at -> {
            at[op.axis()] = (int) (first + at[op.axis()] * op.step());
            return at;
        });
    }

    static Array tile(Tile op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        return move(x, output, at -> {
            for (int i = 0; i < at.length; i++) {
                at[i] %= x.dim(i);
            }
            return at;
        });
    }

    static Array repeat(RepeatElements op, List<Array> inputs, Spec output) {
        return move(inputs.get(0), output, at -> {
            at[op.axis()] /= op.times();
            return at;
        });
    }

    static Array pad(Pad op, List<Array> inputs, Spec output) {
        Array x = inputs.get(0);
        Array out = Array.zeros(output.shape());
        for (int i = 0; i < out.size(); i++) {
            int[] at = out.position(i);
            boolean inside = true;
            for (int d = 0; d < at.length; d++) {
                int index = at[d] - op.before().get(d);
                inside &= index >= 0 && index < x.dim(d);
                at[d] = op.mode() == Pad.Mode.CONSTANT ? index : border(op.mode(), index, x.dim(d));
            }
            out.data()[i] = inside || op.mode() != Pad.Mode.CONSTANT ? x.data()[x.flat(at)] : op.value();
        }
        return out;
    }

    private static int border(Pad.Mode mode, int index, int size) {
        return switch (mode) {
            case EDGE -> Math.min(Math.max(index, 0), size - 1);
            case REFLECT -> index < 0 ? -index : index >= size ? 2 * size - 2 - index : index;
            case SYMMETRIC -> index < 0 ? -index - 1 : index >= size ? 2 * size - 1 - index : index;
            case CONSTANT -> index;
        };
    }

    static Array concat(Concat op, List<Array> inputs, Spec output) {
        Array out = Array.zeros(output.shape());
        int offset = 0;
        for (Array x : inputs) {
            for (int i = 0; i < x.size(); i++) {
                int[] at = x.position(i);
                at[op.axis()] += offset;
                out.data()[out.flat(at)] = x.data()[i];
            }
            offset += x.dim(op.axis());
        }
        return out;
    }

    static Array broadcast(BroadcastTo op, List<Array> inputs, Spec output) {
        Array out = Array.zeros(output.shape());
        for (int i = 0; i < out.size(); i++) {
            out.data()[i] = inputs.get(0).broadcast(out.position(i));
        }
        return out;
    }
}
