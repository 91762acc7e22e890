package dev.markhor.tensor;

import java.lang.reflect.Array;
import java.util.ArrayList;
import java.util.List;

/** Java's arrays of arrays, flattened. */
final class NestedArrays {
    private NestedArrays() {}

    /** Sizes of an array of arrays; an empty level ends them with zeros. */
    static long[] dims(Object nested) {
        List<Long> dims = new ArrayList<>();
        Object level = nested;
        for (Class<?> type = nested.getClass(); type.isArray(); type = type.getComponentType()) {
            int length = level == null ? 0 : Array.getLength(level);
            dims.add((long) length);
            level = length == 0 || type.getComponentType().isPrimitive() ? null : Array.get(level, 0);
        }
        return dims.stream().mapToLong(Long::longValue).toArray();
    }

    /**
     * Copies all elements, row-major.
     *
     * @param flat an array of the elements' type
     * @throws IllegalArgumentException if the arrays of one level differ in length
     */
    static <A> A flatten(Object nested, long[] dims, A flat) {
        copy(nested, dims, 0, flat, 0);
        return flat;
    }

    /** Where the next elements go. */
    private static int copy(Object array, long[] dims, int depth, Object flat, int at) {
        if (array == null || Array.getLength(array) != dims[depth]) {
            throw new IllegalArgumentException("arrays inside are of different lengths: at depth " + depth + ", "
                    + dims[depth] + " were expected, found " + (array == null ? "null" : Array.getLength(array)));
        }
        int length = (int) dims[depth];
        if (depth == dims.length - 1) {
            System.arraycopy(array, 0, flat, at, length);
            return at + length;
        }
        int next = at;
        for (int i = 0; i < length; i++) {
            next = copy(Array.get(array, i), dims, depth + 1, flat, next);
        }
        return next;
    }
}
