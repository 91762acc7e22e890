package dev.markhor.keras.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.Markhor;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What a configuration leaves out is what its writer's version meant by that; JSON is written with single quotes here. */
class WriterDefaultsTest {
    private static Model model(String version, String className, String config, String shape) {
        return Markhor.fromConfig(
                ("{'class_name': 'Sequential', 'keras_version': '" + version + "', 'config': [{'class_name': '"
                                + className + "', 'config': {'name': 'layer', 'batch_input_shape': " + shape
                                + (config.isEmpty() ? "" : ", " + config) + "}}]}")
                        .replace('\'', '"'));
    }

    private static void assign(Model model, Map<String, float[]> values) {
        model.weightsByPath()
                .forEach((path, variable) -> values.forEach((end, numbers) -> {
                    if (path.endsWith(end)) {
                        variable.assign(Tensor.of(numbers, variable.shape().dims()));
                    }
                }));
    }

    /** A unit whose update gate sees x alone, and whose candidate is 1 at x = 1: the result is {@code (1 - z) tanh(1)}. */
    private static double gate(String version, String key) {
        Model model = model(version, "GRU", "'" + key + "': 1, 'activation': 'tanh'", "[null, 1, 1]");
        assign(model, Map.of("cell/kernel", new float[] {1, 0, 1}, "recurrent_kernel", new float[3]));
        float result = model.predict(Tensor.of(new float[] {1}, 1, 1, 1)).toFloatArray()[0];
        return 1 - result / Math.tanh(1);
    }

    @Test
    void gatesWereHardUntilKeras23() {
        double sigmoid = 1 / (1 + Math.exp(-1));
        assertEquals(0.7, gate("1.2.2", "output_dim"), 1e-6);
        assertEquals(0.7, gate("2.1.5", "units"), 1e-6);
        assertEquals(sigmoid, gate("2.3.1", "units"), 1e-6);
        assertEquals(sigmoid, gate("2.15.0", "units"), 1e-6);
        assertEquals(sigmoid, gate("3.0.0", "units"), 1e-6);
    }

    @Test
    void batchNormalizationAddedMoreAndMore() {
        Map<String, Double> epsilons =
                Map.of("1.0.6", 1e-6, "1.0.8", 1e-5, "1.1.1", 1e-5, "1.2.0", 1e-3, "2.4.0", 1e-3, "3.1.0", 1e-3);
        epsilons.forEach((version, epsilon) -> {
            Model model = model(version, "BatchNormalization", "", "[null, 1]");
            assign(model, Map.of("moving_variance", new float[1]));
            float result = model.predict(Tensor.of(new float[] {1}, 1, 1)).toFloatArray()[0];
            assertEquals(1 / Math.sqrt(epsilon), result, 1e-4 / Math.sqrt(epsilon), version);
        });
    }

    /** Keras 1 does not write the layout of a padding; that of the convolution beside it tells. */
    @Test
    void layoutsAreThoseOfTheOtherLayers() {
        for (String layout : new String[] {"th", "tf"}) {
            String json = "{'class_name': 'Sequential', 'keras_version': '1.2.2', 'config': ["
                    + "{'class_name': 'ZeroPadding2D', 'config': {'name': 'p', 'padding': [1, 0], 'batch_input_shape': [null, 2, 2, 2]}}, "
                    + "{'class_name': 'MaxPooling2D', 'config': {'name': 'm', 'pool_size': [1, 1], 'dim_ordering': '"
                    + layout
                    + "'}}]}";
            Model model = Markhor.fromConfig(json.replace('\'', '"'));
            long[] dims =
                    model.predict(Tensor.of(new float[8], 1, 2, 2, 2)).shape().dims();
            assertArrayEquals(layout.equals("th") ? new long[] {1, 2, 4, 2} : new long[] {1, 4, 2, 2}, dims, layout);
        }
    }
}
