package dev.markhor.cli.plot;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.formats.json.Json;
import java.util.Map;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyOptionsTest {
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "Conv2D          | {'filters': 64, 'kernel_size': [3, 3], 'strides': [2, 2], 'padding': 'same'} | 64, 3x3/2, same",
                "Conv1D          | {'filters': 8, 'kernel_size': [5], 'strides': [1], 'dilation_rate': [4], 'padding': 'causal'} | 8, 5, dilated 4, causal",
                "Conv2D          | {'filters': 8, 'kernel_size': [1, 3], 'strides': [2, 1], 'groups': 4} | 8, 1x3/2x1, 4 groups",
                "MaxPooling2D    | {'pool_size': [2, 2], 'strides': [2, 2], 'padding': 'valid'} | 2x2",
                "Dense           | {'units': 10, 'activation': 'softmax'} | 10, softmax",
                "Dense           | {'units': 10, 'activation': {'class_name': 'ReLU', 'config': {}}} | 10, ReLU",
                "Dropout         | {'rate': 0.25} | 0.25",
                "LSTM            | {'units': 32, 'return_sequences': true, 'activation': 'tanh'} | 32, sequences, tanh",
                "Bidirectional   | {'layer': {'class_name': 'GRU', 'config': {'units': 4}}} | GRU 4",
                "ZeroPadding2D   | {'padding': [[0, 1], [0, 1]]} | '((0, 1), (0, 1))'",
                "Concatenate     | {'axis': -1} | axis -1",
                "Reshape         | {'target_shape': [4, 4, 8]} | '(4, 4, 8)'",
                "MultiHeadAttention | {'num_heads': 6, 'key_dim': 64} | 6 heads of 64",
                "UpSampling2D    | {'size': [2, 2]} | 2x2",
                "Flatten         | {'data_format': 'channels_last'} | ''",
                "Dense           | {'units': [], 'activation': 7, 'kernel_size': {'a': 1}} | '()'"
            })
    void tellsWhatDistinguishesALayer(String className, String config, String expected) {
        Map<?, ?> map =
                (Map<?, ?>) Json.parse("config", config.replace('\'', '"')).value();
        assertEquals(expected, KeyOptions.of(className, map));
    }
}
