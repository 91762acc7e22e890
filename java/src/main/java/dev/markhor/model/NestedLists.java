package dev.markhor.model;

import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Arrays as configurations hold them: nested lists of numbers or truth values. */
final class NestedLists {
    private NestedLists() {}

    /**
     * The array as float64.
     *
     * @throws IllegalArgumentException if it is not rectangular, or holds something else
     */
    static Tensor tensor(String name, Object value) {
        List<Long> dims = new ArrayList<>();
        for (Object level = value; level instanceof List<?> list; level = list.get(0)) {
            dims.add((long) list.size());
            if (list.isEmpty()) {
                break;
            }
        }
        List<Double> numbers = new ArrayList<>();
        collect(name, value, dims, 0, numbers);
        return Tensor.of(
                numbers.stream().mapToDouble(Double::doubleValue).toArray(),
                dims.stream().mapToLong(Long::longValue).toArray());
    }

    private static void collect(String name, Object value, List<Long> dims, int depth, List<Double> numbers) {
        if (depth < dims.size() && value instanceof List<?> list && list.size() == dims.get(depth)) {
            list.forEach(item -> collect(name, item, dims, depth + 1, numbers));
        } else if (depth == dims.size() && value instanceof Boolean flag) {
            numbers.add(flag ? 1.0 : 0.0);
        } else if (depth == dims.size() && value instanceof Number number) {
            numbers.add(number.doubleValue());
        } else {
            throw new IllegalArgumentException("argument '" + name + "' is no tensor, number or array: " + value);
        }
    }
}
