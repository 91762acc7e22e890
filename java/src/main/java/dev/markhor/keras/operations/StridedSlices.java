package dev.markhor.keras.operations;

import dev.markhor.graph.Value;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/** TensorFlow's {@code strided_slice}: Python's indexing with its special entries as bits of masks. */
final class StridedSlices {
    private StridedSlices() {}

    static Value get(Arguments a) {
        int[] begins = a.requiredIntegers(1, "begin");
        int[] ends = a.requiredIntegers(2, "end");
        int[] strides = a.integers(3, "strides").orElse(null);
        int beginMask = a.integer(4, "begin_mask", 0);
        int endMask = a.integer(5, "end_mask", 0);
        int ellipsisMask = a.integer(6, "ellipsis_mask", 0);
        int newAxisMask = a.integer(7, "new_axis_mask", 0);
        int shrinkMask = a.integer(8, "shrink_axis_mask", 0);
        List<Object> key = new ArrayList<>();
        for (int i = 0; i < begins.length; i++) {
            if (has(ellipsisMask, i)) {
                key.add(Ellipsis.ELLIPSIS);
            } else if (has(newAxisMask, i)) {
                key.add(null);
            } else if (has(shrinkMask, i)) {
                key.add(begins[i]);
            } else {
                key.add(new SliceSpec(
                        has(beginMask, i) ? Optional.empty() : Optional.of(begins[i]),
                        has(endMask, i) ? Optional.empty() : Optional.of(ends[i]),
                        strides == null ? Optional.empty() : Optional.of(strides[i])));
            }
        }
        return Indexing.get(a.tensor(), key);
    }

    private static boolean has(int mask, int bit) {
        return (mask >> bit & 1) != 0;
    }
}
