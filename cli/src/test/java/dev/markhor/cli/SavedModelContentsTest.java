package dev.markhor.cli;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.formats.json.Json;
import dev.markhor.formats.savedmodel.Signature;
import dev.markhor.formats.savedmodel.Signature.TensorInfo;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class SavedModelContentsTest {
    /** A signature has its inputs by name; a model of Keras takes a list in the order of its own list, a dict by sorted names. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "[[\"z\", 0, 0], [\"b\", 0, 0], [\"a\", 0, 0]]|z, b, a",
                "[[\"z\", 0, 0], [\"other\", 0, 0]]|z, a, b",
                "{\"z\": [\"z\", 0, 0], \"a\": [\"a\", 0, 0], \"b\": [\"b\", 0, 0]}|a, b, z",
                "[\"z\", 0, 0]|a, b, z"
            })
    void inputsAreInTheOrderInWhichTheyAreTaken(String inputLayers, String expected) {
        TensorInfo any = new TensorInfo("float32", Optional.empty());
        Signature signature = new Signature(Map.of("a", any, "b", any, "z", any), Map.of());
        Json model = Json.parse("test", "{\"config\": {\"input_layers\": " + inputLayers + "}}");
        assertEquals(
                List.of(expected.split(", ")),
                List.copyOf(
                        SavedModelContents.inputs(signature, Optional.of(model)).keySet()));
    }
}
