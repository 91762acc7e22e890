package dev.markhor.layers;

import dev.markhor.formats.json.Json;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Arrays in configurations: a number, nested lists, or Keras' object around either. */
final class NestedNumbers {
    private NestedNumbers() {}

    static Tensor read(LayerConfig config, String key, Json value) {
        if (value.isObject()) {
            if (!value.has("config") || !value.get("config").has("value")) {
                throw config.expected(key, "a number or nested lists of numbers");
            }
            return read(config, key, value.get("config").get("value"));
        }
        List<Long> dims = new ArrayList<>();
        for (Json level = value; level.isArray(); level = level.get(0)) {
            dims.add((long) level.size());
            if (level.size() == 0) {
                break;
            }
        }
        List<Double> numbers = new ArrayList<>();
        collect(config, key, value, dims, 0, numbers);
        return Tensor.of(
                numbers.stream().mapToDouble(Double::doubleValue).toArray(),
                dims.stream().mapToLong(Long::longValue).toArray());
    }

    private static void collect(
            LayerConfig config, String key, Json value, List<Long> dims, int depth, List<Double> numbers) {
        if (depth == dims.size()) {
            if (!value.isNumber()) {
                throw config.expected(key, "a number or nested lists of numbers");
            }
            numbers.add(value.asDouble());
            return;
        }
        if (!value.isArray() || value.size() != dims.get(depth)) {
            throw config.expected(key, "rectangular");
        }
        for (Json item : value.asList()) {
            collect(config, key, item, dims, depth + 1, numbers);
        }
    }
}
