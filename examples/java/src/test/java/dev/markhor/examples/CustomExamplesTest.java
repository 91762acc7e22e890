package dev.markhor.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.examples.custom.CustomCell;
import dev.markhor.examples.custom.CustomLayer;
import dev.markhor.examples.custom.LambdaReplacement;
import dev.markhor.examples.custom.MedianFilter;
import dev.markhor.examples.custom.Scorer;
import dev.markhor.examples.custom.Towers;
import dev.markhor.keras.LoadOptions;
import dev.markhor.ops.Ops;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;

/** The programs of docs/custom.md; the expected numbers are those of real Keras, or found by hand. */
class CustomExamplesTest {
    @Test
    void aLayerAndAnActivation() {
        assertPrints(CustomLayer::main, "float32\\[1, 2] \\{0\\.33279\\d*, 0\\.33907\\d*}");
    }

    @Test
    void aCell() {
        assertPrints(CustomCell::main, "float32\\[1, 3] \\{0\\.79482\\d*, 0\\.73856\\d*, -0\\.81161\\d*}");
    }

    /** Its model is compared with Keras elsewhere; this is about the program. */
    @Test
    void lambdas() {
        List<String> lines = Printed.by(() -> LambdaReplacement.main(new String[0]));
        assertEquals(1, lines.size());
        assertTrue(lines.get(0).startsWith("float32[1, 3] {"), lines.get(0));
    }

    @Test
    void aSubclassedModel() {
        assertPrints(Towers::main, "float32\\[1, 3] \\{-1\\.35568\\d*, 1\\.35927\\d*, 3\\.62874\\d*}");
    }

    @Test
    void weightsOnly() {
        assertPrints(
                Scorer::main,
                "golden/custom/weights\\.weights\\.h5: 6 values restored, nothing left over",
                "float32\\[1, 1] \\{0\\.63918\\d*}",
                "float32\\[1, 1] \\{0\\.59962\\d*}");
    }

    @Test
    void aFunctionInJava() {
        assertPrints(MedianFilter::main, "float32\\[1, 5] \\{20\\.0, 30\\.0, 40\\.0, 30\\.0, 40\\.0}");
    }

    @Test
    void theErrorInTheGuideIsTheOneThatComes() throws IOException {
        LoadOptions half = LoadOptions.defaults().withFunction("mine>bump", Ops::square);
        Exception e = assertThrows(
                UnsupportedModelException.class, () -> Markhor.load(Path.of("golden/custom/layer.keras"), half));
        String guide = Files.readString(Path.of("docs/custom.md")).replaceAll("\\s+", " ");
        assertTrue(guide.contains(e.getMessage()), e.getMessage());
    }

    private static void assertPrints(Consumer<String[]> program, String... lines) {
        assertLinesMatch(List.of(lines), Printed.by(() -> program.accept(new String[0])));
    }
}
