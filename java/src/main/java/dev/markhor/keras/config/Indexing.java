package dev.markhor.keras.config;

import dev.markhor.graph.Value;
import dev.markhor.keras.config.ConfigValues.Ellipsis;
import dev.markhor.keras.config.ConfigValues.SliceSpec;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Slice;
import java.util.List;
import java.util.Optional;

/** Python's {@code x[...]} with integers, slices, new axes and an ellipsis. */
final class Indexing {
    private Indexing() {}

    /** @param key one entry, or a list of them for a tuple */
    static Value get(Value x, Object key) {
        List<?> entries = key instanceof List<?> list ? list : java.util.Collections.singletonList(key);
        long consuming = entries.stream()
                .filter(entry -> entry instanceof Number || entry instanceof SliceSpec)
                .count();
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
                long index = Arguments.integer("index", entry);
                Value one = Ops.slice(result, axis, index, index == -1 ? Slice.OPEN : index + 1, 1);
                result = Ops.squeeze(one, axis);
            } else {
                throw new IllegalArgumentException("indexing by " + entry + " is not supported");
            }
        }
        return result;
    }

    private static Value slice(Value x, int axis, SliceSpec spec) {
        if (spec.start().isEmpty() && spec.stop().isEmpty() && spec.step().isEmpty()) {
            return x;
        }
        return Ops.slice(
                x, axis, bound(spec.start(), Slice.OPEN), bound(spec.stop(), Slice.OPEN), bound(spec.step(), 1));
    }

    private static long bound(Optional<Object> bound, long absent) {
        return bound.map(value -> (long) Arguments.integer("slice", value)).orElse(absent);
    }
}
