package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.TestNpz;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.execution.Backend;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A cell of a user's own class: alone, stacked and in both directions, with masked steps, as Keras computes it. */
class CustomCellTest {
    private static final Path FILES = Path.of("src/test/resources/cells");
    private static final Tensor WORDS =
            Tensor.of(new int[] {0, 0, 3, 1, 0, 2, 4, 1, 3, 0, 0, 0, 1, 2, 3, 4, 5, 1, 0, 0, 0, 0, 0, 0}, 4, 6);

    @ParameterizedTest
    @ValueSource(strings = {"custom.keras", "custom_k2.h5"})
    void agreesWithKeras(String file) {
        Path expected = FILES.resolve(file.substring(0, file.indexOf('.')) + ".npz");
        LoadOptions options =
                LoadOptions.defaults().withLayer("LeakyCell", config -> new LeakyCell(config.integer("units")));
        for (Backend backend : Backend.values()) {
            try (Model model = Markhor.load(FILES.resolve(file), options)) {
                model.setExecution(new ExecutionOptions(2, backend));
                List<Tensor> actual = model.predict(List.of(WORDS));
                assertEquals(5, actual.size());
                for (int i = 0; i < actual.size(); i++) {
                    Tensor want = TestNpz.read(expected, "output_" + i);
                    assertEquals(want.shape(), actual.get(i).shape());
                    assertArrayEquals(want.toFloatArray(), actual.get(i).toFloatArray(), 1e-5f, file + " output " + i);
                }
            }
        }
    }

    @Test
    void whatIsNotRegisteredIsNamed() {
        String message = assertThrows(
                        UnsupportedModelException.class, () -> Markhor.load(FILES.resolve("custom_k2.h5")))
                .getMessage();
        assertTrue(message.contains("LeakyCell") && message.contains("register"), message);
    }

    @Test
    void aLayerThatIsNoCellIsRefused() {
        LoadOptions options = LoadOptions.defaults().withLayer("LeakyCell", config -> new Dense(3));
        String message = assertThrows(
                        UnsupportedModelException.class, () -> Markhor.load(FILES.resolve("custom_k2.h5"), options))
                .getMessage();
        assertTrue(message.contains("Dense") && message.contains("RecurrentCell"), message);
    }
}
