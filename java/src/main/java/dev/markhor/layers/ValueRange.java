package dev.markhor.layers;

import dev.markhor.tensor.Tensor;

/** Keras' {@code value_range} of image layers. */
final class ValueRange {
    private ValueRange() {}

    /** Smallest and largest value, 0 and 255 if absent. */
    static double[] read(LayerConfig config) {
        Tensor range = config.tensor("value_range").orElseGet(() -> Tensor.of(new double[] {0, 255}, 2));
        if (range.size() != 2) {
            throw config.expected("value_range", "two numbers");
        }
        return range.toDoubleArray();
    }
}
