package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Size;
import dev.markhor.ops.SizedSlice;
import dev.markhor.ops.Slice;
import java.util.Collections;
import java.util.List;
import java.util.Optional;

/** Python's {@code x[...]} with integers, slices, new axes, an ellipsis, and tensors of indices. */
final class Indexing {
    private Indexing() {}

    /** @param key one entry, or a list of them for a tuple */
    static Value get(Value x, Object key) {
        List<?> entries = key instanceof List<?> list ? list : Collections.singletonList(key);
        long consuming = entries.stream()
                .filter(entry -> entry != null && entry != Ellipsis.ELLIPSIS)
                .count();
        if (consuming > x.rank()) {
            throw new IllegalArgumentException(consuming + " indices for " + x.shape());
        }
        Value result = x;
        int axis = 0;
        for (Object entry : entries) {
            if (entry == null) {
                result = Ops.expandDims(result, axis++);
            } else if (entry == Ellipsis.ELLIPSIS) {
                axis += x.rank() - (int) consuming;
            } else if (entry instanceof SliceSpec slice) {
                result = slice(result, axis++, slice);
            } else if (entry instanceof Number) {
                long index = Constants.integer("index", entry);
                Value one = Ops.slice(result, axis, index, index == -1 ? Slice.OPEN : index + 1, 1);
                result = Ops.squeeze(one, axis);
            } else if (entry instanceof Value indices && indices.dtype().isInteger()) {
                result = Ops.gather(result, indices, axis);
                axis += indices.rank();
            } else {
                throw new IllegalArgumentException("indexing by " + entry + " is not supported");
            }
        }
        return result;
    }

    private static Value slice(Value x, int axis, SliceSpec spec) {
        if (spec.isOpen()) {
            return x;
        }
        long step = spec.step()
                .map(value -> (long) Constants.integer("step", value))
                .orElse(1L);
        Sizing sizing = new Sizing(x);
        Size start = bound(sizing, spec.start());
        Size stop = bound(sizing, spec.stop());
        if (start instanceof Size.Known first && stop instanceof Size.Known last) {
            return Ops.slice(x, axis, first.number(), last.number(), step);
        }
        return sizing.apply(new SizedSlice(axis, start, stop, step));
    }

    private static Size bound(Sizing sizing, Optional<Object> bound) {
        return bound.map(sizing::size).orElse(Size.of(Slice.OPEN));
    }
}
