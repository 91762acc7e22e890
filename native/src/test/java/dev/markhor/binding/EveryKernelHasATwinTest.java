package dev.markhor.binding;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** The table of native/README.md has every instruction of opcodes.def, with tests that exist. */
class EveryKernelHasATwinTest {
    private static final Pattern OPCODE = Pattern.compile("(?m)^MK_OP\\([0-9]+, (\\w+)\\)$");
    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\| (.+) \\|$");
    private static final Pattern TEST = Pattern.compile("`(\\w+)\\.(\\w+)`");

    private static List<MatchResult> find(Pattern pattern, String text) {
        return pattern.matcher(text).results().toList();
    }

    private static Map<String, String> rows() throws IOException {
        Map<String, String> rows = new LinkedHashMap<>();
        find(ROW, Files.readString(Path.of("README.md"))).forEach(row -> rows.put(row.group(1), row.group(2)));
        return rows;
    }

    @Test
    void rowsAreTheInstructions() throws IOException {
        List<String> kernels = find(OPCODE, Files.readString(Path.of("src/opcodes.def"))).stream()
                .map(opcode -> opcode.group(1))
                .toList();
        assertFalse(kernels.isEmpty());
        assertEquals(kernels, List.copyOf(rows().keySet()));
    }

    @Test
    void testsExistAndUseTheInstruction() throws IOException {
        for (Map.Entry<String, String> row : rows().entrySet()) {
            List<MatchResult> tests = find(TEST, row.getValue());
            assertFalse(tests.isEmpty(), row.getKey() + " names no test");
            for (MatchResult test : tests) {
                String name = test.group(1);
                Path source = Path.of("src/test/java/dev/markhor/binding/" + name + ".java");
                assertTrue(Files.exists(source), row.getKey() + ": there is no " + source);
                String text = Files.readString(source);
                assertTrue(
                        text.contains("void " + test.group(2) + "("),
                        () -> row.getKey() + ": " + name + " has no test " + test.group(2));
                assertTrue(
                        Pattern.compile("\\b" + record(row.getKey()) + "\\b[.(]")
                                .matcher(text)
                                .find(),
                        () -> name + " does not use " + record(row.getKey()));
            }
        }
    }

    /** {@code layer_norm} is written by {@code LayerNorm}. */
    private static String record(String kernel) {
        StringBuilder name = new StringBuilder();
        Arrays.stream(kernel.split("_"))
                .forEach(word ->
                        name.append(Character.toUpperCase(word.charAt(0))).append(word.substring(1)));
        return name.toString();
    }
}
