package dev.markhor.layers;

import dev.markhor.tensor.DType;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;

/** {@code vocabulary.txt}: a token a line, the special ones first. */
final class VocabularyFile {
    /** Where Python's {@code splitlines} ends a line; Keras 3 reads its files with it. */
    private static final String PYTHON_LINE_ENDS = "[\n\u000b\f\u001c\u001d\u001e\u0085\u2028\u2029]";

    private VocabularyFile() {}

    /** @throws IllegalArgumentException if a line is no number where numbers are expected */
    static List<?> read(byte[] file, DType type, boolean keras3) {
        String text = new String(file, StandardCharsets.UTF_8).replaceAll("\r\n?", "\n");
        List<String> lines = new ArrayList<>(Arrays.asList(text.split(keras3 ? PYTHON_LINE_ENDS : "\n", -1)));
        while (keras3 && !lines.isEmpty() && lines.get(lines.size() - 1).isEmpty()) {
            lines.remove(lines.size() - 1);
        }
        return type == DType.STRING
                ? lines
                : lines.stream().map(line -> Long.valueOf(line.strip())).toList();
    }
}
