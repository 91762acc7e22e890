package dev.markhor.cli;

import dev.markhor.error.MarkhorException;
import dev.markhor.formats.StoredArray;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;

/** Texts of files, as a terminal can show them. */
final class Printable {
    private static final int SHOWN = 5;
    private static final int LONGEST = 40;
    private static final int MOST_READ = 1 << 16;

    private Printable() {}

    /** Without control characters, which could do something to the terminal. */
    static String text(String text) {
        StringBuilder shown = new StringBuilder();
        text.codePoints().forEach(c -> {
            switch (c) {
                case '\n' -> shown.append("\\n");
                case '\t' -> shown.append("\\t");
                case '\r' -> shown.append("\\r");
                default -> {
                    if (Character.isISOControl(c) || Character.getType(c) == Character.FORMAT) {
                        shown.append(String.format("\\u%04x", c));
                    } else {
                        shown.appendCodePoint(c);
                    }
                }
            }
        });
        return shown.toString();
    }

    /** The first strings of an array of them: {@code 'a', 'b', ... 7 in all}. */
    static String first(StoredArray array) {
        long size = array.shape().size();
        if (size > MOST_READ) {
            return size + " strings";
        }
        Tensor strings;
        try {
            strings = array.read();
        } catch (MarkhorException e) {
            return text(e.getMessage());
        }
        List<String> shown = new ArrayList<>();
        for (int i = 0; i < Math.min(size, SHOWN); i++) {
            String text = text(strings.getString(i));
            boolean isLong = text.codePointCount(0, text.length()) > LONGEST;
            shown.add("'" + (isLong ? text.substring(0, text.offsetByCodePoints(0, LONGEST)) + "..." : text) + "'");
        }
        return String.join(", ", shown) + (size > SHOWN ? ", ... " + size + " in all" : "");
    }
}
