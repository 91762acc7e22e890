package dev.markhor.keras.config;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.Limits;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Configurations that are short to write and long to follow. */
class LargeConfigsTest {
    private static final Duration SOON = Duration.ofSeconds(60); // on a busy machine; what is quadratic takes hours
    private static final String INPUT = "{'class_name': 'InputLayer', 'name': 'in', 'config': {'name': 'in',"
            + " 'batch_input_shape': [null, 2], 'dtype': 'float32'}, 'inbound_nodes': []}";

    private static Model read(String json) {
        return assertTimeoutPreemptively(SOON, () -> Markhor.fromConfig(json.replace('\'', '"')));
    }

    private static String refusal(String json) {
        return assertThrows(MalformedFileException.class, () -> read(json)).getMessage();
    }

    private static String layer(String name, String source) {
        return "{'class_name': 'Activation', 'name': '" + name + "', 'config': {'name': '" + name
                + "', 'activation': 'relu'}, 'inbound_nodes': [[['" + source + "', 0, 0, {}]]]}";
    }

    private static String functional(String name, List<String> layers, String output, int call) {
        return "'class_name': 'Functional', 'name': '" + name + "', 'config': {'name': '" + name
                + "', 'layers': [" + INPUT + ", " + String.join(", ", layers)
                + "], 'input_layers': [['in', 0, 0]], 'output_layers': [['" + output + "', " + call + ", 0]]}";
    }

    /** Each model calls the one inside twice. */
    private static String nested(int depth) {
        String model = functional("m0", List.of(layer("a", "in")), "a", 0);
        for (int i = 1; i <= depth; i++) {
            String inner = "m" + (i - 1);
            String calls = "[[['in', 0, 0, {}]], [['" + inner + "', 0, 0, {}]]]";
            model = functional("m" + i, List.of("{" + model + ", 'inbound_nodes': " + calls + "}"), inner, 1);
        }
        return "{" + model + "}";
    }

    private static List<String> chain(int count) {
        List<String> layers = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            layers.add(layer("a" + i, i == 0 ? "in" : "a" + (i - 1)));
        }
        return layers;
    }

    @Test
    void modelsThatCallModelsTwice() {
        assertEquals(1, read(nested(10)).layers().size() - 1);
        String message = refusal(nested(40));
        assertTrue(message.contains("more than " + Limits.LAYER_CALLS + " calls of layers"), message);
    }

    @Test
    void tooManyLayers() {
        String message = refusal("{'class_name': 'Sequential', 'config': {'name': 's', 'layers': [" + INPUT
                + ", {'class_name': 'ReLU', 'config': {}}".repeat(Limits.LAYERS) + "]}}");
        assertTrue(message.contains("more than " + Limits.LAYERS + " layers"), message);
    }

    @Test
    void layersInReverseOrder() {
        int count = 10_000;
        List<String> layers = chain(count);
        Collections.reverse(layers);
        try (Model model = read("{" + functional("m", layers, "a" + (count - 1), 0) + "}")) {
            Tensor y = assertTimeoutPreemptively(SOON, () -> model.predict(Tensor.of(new float[] {-1, 2}, 1, 2)));
            assertArrayEquals(new float[] {0, 2}, y.toFloatArray());
        }
    }

    @Test
    void aLayerThatWaitsForManyOthers() {
        int count = 10_000;
        StringBuilder sources = new StringBuilder("['in', 0, 0, {}]");
        for (int i = 0; i < count; i++) {
            sources.append(", ['a").append(i).append("', 0, 0, {}]");
        }
        List<String> layers = new ArrayList<>();
        layers.add("{'class_name': 'Add', 'name': 'sum', 'config': {'name': 'sum'}, 'inbound_nodes': [[" + sources
                + "]]}");
        List<String> chain = chain(count);
        Collections.reverse(chain);
        layers.addAll(chain);
        try (Model model = read("{" + functional("m", layers, "sum", 0) + "}")) {
            Tensor y = assertTimeoutPreemptively(SOON, () -> model.predict(Tensor.of(new float[] {1, 2}, 1, 2)));
            assertArrayEquals(new float[] {count + 1, 2 * (count + 1)}, y.toFloatArray());
        }
    }
}
