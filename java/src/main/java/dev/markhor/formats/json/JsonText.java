package dev.markhor.formats.json;

import java.util.List;
import java.util.Map;

/** Plain values as JSON text, spelled as Python's {@code json.dumps} does. */
public final class JsonText {
    private final StringBuilder text = new StringBuilder();

    private JsonText() {}

    /** @param value Map, List, String, Number, Boolean or null, within each other */
    public static String of(Object value) {
        JsonText json = new JsonText();
        json.write(value);
        return json.text.toString();
    }

    private void write(Object value) {
        if (value instanceof Map<?, ?> map) {
            text.append('{');
            String separator = "";
            for (Map.Entry<?, ?> entry : map.entrySet()) {
                text.append(separator);
                string((String) entry.getKey());
                text.append(": ");
                write(entry.getValue());
                separator = ", ";
            }
            text.append('}');
        } else if (value instanceof List<?> list) {
            text.append('[');
            String separator = "";
            for (Object item : list) {
                text.append(separator);
                write(item);
                separator = ", ";
            }
            text.append(']');
        } else if (value instanceof String string) {
            string(string);
        } else {
            text.append(value); // numbers, NaN and Infinity among them, true, false and null
        }
    }

    private void string(String string) {
        text.append('"');
        for (int i = 0; i < string.length(); i++) {
            char c = string.charAt(i);
            if (c == '"' || c == '\\') {
                text.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                text.append(String.format("\\u%04x", (int) c));
            } else {
                text.append(c);
            }
        }
        text.append('"');
    }
}
