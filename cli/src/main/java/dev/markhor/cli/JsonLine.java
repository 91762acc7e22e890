package dev.markhor.cli;

import dev.markhor.formats.json.JsonText;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Results as JSON on one line, for any reader: numbers that JSON does not have become null. */
final class JsonLine {
    private JsonLine() {}

    /** Of maps, iterables, arrays of numbers, paths, numbers, booleans and null; anything else as its text. */
    static String of(Object value) {
        return JsonText.of(plain(value));
    }

    private static Object plain(Object value) {
        if (value instanceof Map<?, ?> members) {
            Map<String, Object> object = new LinkedHashMap<>();
            members.forEach((key, member) -> object.put(String.valueOf(key), plain(member)));
            return object;
        }
        if (value instanceof Path path) { // an Iterable too
            return path.toString();
        }
        if (value instanceof Iterable<?> elements) {
            List<Object> list = new ArrayList<>();
            elements.forEach(element -> list.add(plain(element)));
            return list;
        }
        if (value instanceof long[] integers) {
            return Arrays.stream(integers).boxed().toList();
        }
        if (value instanceof Number number) {
            return Double.isFinite(number.doubleValue()) ? number : null;
        }
        return value == null || value instanceof Boolean ? value : value.toString();
    }
}
