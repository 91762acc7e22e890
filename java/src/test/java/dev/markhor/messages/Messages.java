package dev.markhor.messages;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.Map;
import org.junit.jupiter.api.Assertions;
import org.junit.jupiter.api.function.Executable;

/**
 * What is said to users, each text under the situation in which they meet it, as it is in a committed file. {@code
 * -Dmarkhor.messages.update=true} writes that file anew.
 */
final class Messages {
    private static final Path FOLDER = Path.of("src/test/resources/messages");
    static final Path GOLDEN = Path.of("..", "golden");

    private final String file;
    private final Path folder;
    private final Map<String, String> texts = new LinkedHashMap<>();

    /** @param folder of files that the test makes, which texts have as {@code <folder>} */
    Messages(String file, Path folder) {
        this.file = file;
        this.folder = folder;
    }

    /** A report. */
    void report(String situation, Object report) {
        String text = report.toString().replace(folder.toString(), "<folder>").replace(GOLDEN + "/", "golden/");
        text = text.replace(Path.of("").toAbsolutePath().toString(), "<working folder>");
        Assertions.assertNull(texts.put(situation, text), situation);
    }

    /** An error. */
    void error(String situation, Class<? extends RuntimeException> type, Executable what) {
        report(
                situation,
                type.getSimpleName() + ": "
                        + Assertions.assertThrows(type, what, situation).getMessage());
    }

    /** Compares with the committed file. */
    void compare() throws IOException {
        StringBuilder all = new StringBuilder();
        texts.forEach((situation, text) ->
                all.append("== ").append(situation).append("\n\n").append(text).append("\n\n"));
        Path committed = FOLDER.resolve(file);
        if (Boolean.getBoolean("markhor.messages.update")) {
            Files.writeString(committed, all.toString());
        }
        assertEquals(
                Files.readString(committed),
                all.toString(),
                committed + " differs; update it by -Dmarkhor.messages.update=true");
    }
}
