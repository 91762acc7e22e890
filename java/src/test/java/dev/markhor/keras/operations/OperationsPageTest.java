package dev.markhor.keras.operations;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/operations.md} lists what is there, no more and no less. */
class OperationsPageTest {
    private static final Path SOURCES = Path.of("src", "main", "java", "dev", "markhor", "keras", "operations");

    @Test
    void listsEveryOperation() throws IOException {
        Set<String> known = new TreeSet<>();
        known.addAll(labels(
                "KerasArithmetic",
                name -> KerasOperations.find("keras.src.ops.numpy", name).isPresent()));
        known.addAll(labels(
                "KerasArrays",
                name -> KerasOperations.find("keras.src.ops.numpy", name).isPresent()));
        known.addAll(labels(
                "KerasNn",
                name -> KerasOperations.find("keras.src.ops.nn", name).isPresent()));
        known.addAll(labels("KerasMath", OperationsPageTest::isKnownInItsFile));
        known.addAll(labels(
                "TensorFlowArithmetic",
                name -> TensorFlowOperations.find("compat.v1." + name).isPresent()));
        known.addAll(labels(
                "TensorFlowArrays", name -> TensorFlowOperations.find(name).isPresent()));
        known.addAll(labels(
                "TensorFlowNodes",
                name -> TensorFlowNodes.find(name, Map.of(), Map.of()).isPresent()));
        assertTrue(known.size() > 250, "found only " + known);
        assertEquals(known, listed());
    }

    private static boolean isKnownInItsFile(String name) {
        String[] parts = name.split("\\.");
        return parts.length == 2
                && KerasOperations.find("keras.src.ops." + parts[0], parts[1]).isPresent();
    }

    private static final Set<String> ATTRIBUTES =
            Set.of("keep_dims", "DstT", "squeeze_dims", "adj_x", "adj_y", "num_split", "T");

    /** The labels of a source's switches that name operations. */
    private static Set<String> labels(String source, Predicate<String> isOperation) throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher cases = Pattern.compile("case ([^>]+?)->").matcher(Files.readString(SOURCES.resolve(source + ".java")));
        while (cases.find()) {
            Matcher labels = Pattern.compile("\"([\\w.]+)\"").matcher(cases.group(1));
            while (labels.find()) {
                if (!ATTRIBUTES.contains(labels.group(1))) {
                    assertTrue(isOperation.test(labels.group(1)), labels.group(1));
                    names.add(labels.group(1));
                }
            }
        }
        return names;
    }

    private static Set<String> listed() throws IOException {
        Set<String> names = new TreeSet<>();
        for (String line : Files.readAllLines(Path.of("..", "docs", "operations.md"))) {
            if (line.startsWith("**")) {
                Matcher quoted = Pattern.compile("`([\\w.]+)`").matcher(line.substring(line.indexOf(':')));
                while (quoted.find()) {
                    names.add(quoted.group(1));
                }
            }
        }
        return names;
    }
}
