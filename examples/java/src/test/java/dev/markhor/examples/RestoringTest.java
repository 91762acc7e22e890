package dev.markhor.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertLinesMatch;

import dev.markhor.examples.detectability.Detectability;
import dev.markhor.examples.restoring.OrderOrName;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Weights go where Keras puts them, and the program says where none went. */
class RestoringTest {
    private static final String KERAS = "float32\\[1, 3] \\{-1\\.52539\\d*, 2\\.05511\\d*, -0\\.80429\\d*}";
    private static final String OTHER = "float32\\[1, 3] \\{(?!-1\\.52).*";
    private static final String ALL = "golden/restoring/blend: 4 values restored, nothing left over";

    @Test
    void positionsAndNamesBreakDifferently() {
        assertLinesMatch(
                List.of(
                        "as in Python, HDF5: " + KERAS,
                        "as in Python, TensorFlow: " + KERAS,
                        ALL,
                        "made in another order, HDF5: " + OTHER,
                        "made in another order, TensorFlow: " + KERAS,
                        ALL,
                        "with another name, HDF5: " + KERAS,
                        "with another name, TensorFlow: " + OTHER,
                        "golden/restoring/blend: 2 values restored",
                        "  not in the file, left as they were (2): hidden/kernel, hidden/bias",
                        "  in the file, not in the model (2): first/kernel, first/bias",
                        "  hint: 'first' in the file looks like 'hidden' in the model; if it is, load with "
                                + "LoadOptions.withRenamed(\"hidden\", \"first\")",
                        "renamed back: " + KERAS),
                Printed.by(() -> OrderOrName.main(new String[0])));
    }

    /** The probabilities that real Keras gives these two. */
    @Test
    void aPublishedCheckpointIsRestoredBeforeTheModelIsBuilt() {
        List<String> lines =
                Printed.by(() -> Detectability.main(new String[] {"VGSELIQK", "AAAPAPEEEMDECEQALAAEPKAKDPFAHLPK"}));
        assertEquals(7, lines.size(), lines::toString);
        assertLinesMatch(
                List.of(
                        ".*: 0 values restored",
                        "  waiting until the model is built \\(20\\): .*",
                        "  training state, not needed: 45",
                        ".*: 20 values restored",
                        "  training state, not needed: 45",
                        "VGSELIQK: strong flyer, 0\\.92777\\d*",
                        "AAAPAPEEEMDECEQALAAEPKAKDPFAHLPK: intermediate flyer, 0\\.44678\\d*"),
                lines);
    }
}
