package dev.markhor.layers;

import dev.markhor.restore.Assets;
import dev.markhor.tensor.DType;
import java.util.Arrays;
import java.util.List;

/** The known tokens that a stored lookup table leads from, or to, in the order of their indices. */
record TableTokens(LookupOptions options, Assets.Table table) {
    /** @throws IllegalArgumentException if they are of another type, or their indices do not follow on those of special tokens */
    List<Object> read() {
        if (table.lines().isPresent()) {
            byte[] lines = table.lines().get();
            boolean ended = lines.length > 0 && lines[lines.length - 1] == '\n';
            byte[] text = ended ? Arrays.copyOf(lines, lines.length - 1) : lines;
            return List.copyOf(VocabularyFile.read(text, options.type, false));
        }
        List<Object> tokens = options.invert ? table.values() : table.keys();
        List<Object> indices = options.invert ? table.keys() : table.values();
        if (tokens.size() != indices.size()) {
            throw new IllegalArgumentException(
                    "the stored table has " + tokens.size() + " tokens and " + indices.size() + " indices");
        }
        Class<?> type = options.type == DType.STRING ? String.class : Long.class;
        Object[] ordered = new Object[tokens.size()];
        for (int i = 0; i < ordered.length; i++) {
            if (!type.isInstance(tokens.get(i)) || !(indices.get(i) instanceof Long index)) {
                throw new IllegalArgumentException(
                        "the stored table leads from " + table.keys().get(i) + " to "
                                + table.values().get(i) + ", where tokens are " + options.type.kerasName());
            }
            long place = index - options.firstKnown();
            if (place < 0 || place >= ordered.length || ordered[(int) place] != null) {
                throw new IllegalArgumentException("the stored table has the index " + index + " for '" + tokens.get(i)
                        + "', expected " + options.firstKnown() + " to "
                        + (options.firstKnown() + ordered.length - 1) + ", each once");
            }
            ordered[(int) place] = tokens.get(i);
        }
        return List.of(ordered);
    }
}
