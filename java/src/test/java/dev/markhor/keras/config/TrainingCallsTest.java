package dev.markhor.keras.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.markhor.Markhor;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Calls with {@code training=True}; JSON is written with single quotes here. */
class TrainingCallsTest {
    private static Model model(String keras, String layer, String config, String kwargs) {
        String json =
                "{'class_name': 'Functional', 'keras_version': '" + keras + "', 'config': {'name': 'm', 'layers': ["
                        + "{'class_name': 'InputLayer', 'name': 'x', 'config': {'batch_input_shape': [null, 3], 'dtype': 'float32', "
                        + "'name': 'x'}, 'inbound_nodes': []}, {'class_name': '" + layer
                        + "', 'name': 'l', 'config': {'name': 'l'"
                        + config + "}, 'inbound_nodes': [[['x', 0, 0, " + kwargs + "]]]}], "
                        + "'input_layers': [['x', 0, 0]], 'output_layers': [['l', 0, 0]]}}";
        return Markhor.fromConfig(json.replace('\'', '"'));
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "BatchNormalization||BatchNormalization then takes mean and variance of the batch",
                "Dropout|, 'rate': 0.5|Dropout with rate then changes its input at random",
                "GaussianNoise|, 'stddev': 1.0|GaussianNoise with stddev then changes its input at random",
            })
    void areRefusedWhereKerasObeysThem(String layer, String config, String cause) {
        String options = config == null ? "" : config;
        UnsupportedModelException e = assertThrows(
                UnsupportedModelException.class, () -> model("2.15.0", layer, options, "{'training': true}"));
        assertEquals(
                "model configuration, " + layer
                        + " 'l': is called with training=True, which Keras obeys when predicting: " + cause
                        + "; that is not computed here. Save the model with this call made without the argument",
                e.getMessage());
        model("2.15.0", layer, options, "{'training': false}").close();
    }

    @Test
    void changeNothingInLayersThatComputeTheSame() {
        float[] x = {1, 2, 6};
        try (Model dropout = model("2.15.0", "Dropout", ", 'rate': 0.0", "{'training': true}");
                Model frozen = model("2.15.0", "BatchNormalization", ", 'trainable': false", "{'training': true}");
                Model relu = model("2.15.0", "ReLU", "", "{'training': true}")) {
            assertArrayEquals(x, dropout.predict(Tensor.of(x, 1, 3)).toFloatArray());
            assertArrayEquals(x, frozen.predict(Tensor.of(x, 1, 3)).toFloatArray(), 1e-2f);
            assertArrayEquals(x, relu.predict(Tensor.of(x, 1, 3)).toFloatArray());
        }
    }
}
