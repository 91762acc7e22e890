package dev.markhor.fuzz.mutation;

import dev.markhor.formats.json.Json;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;

/** JSON that may be made wrong: keys may stand twice, leaves may be any text. */
sealed interface JsonTree {
    /** A key and its value. */
    record Member(String key, JsonTree value) {}

    record Members(List<Member> list) implements JsonTree {}

    record Elements(List<JsonTree> list) implements JsonTree {}

    /** What stands in the text. */
    record Leaf(String text) implements JsonTree {}

    static JsonTree parse(String text) {
        return of(Json.parse("seed", text).value());
    }

    private static JsonTree of(Object value) {
        if (value instanceof Map<?, ?> map) {
            List<Member> members = new ArrayList<>();
            map.forEach((key, child) -> members.add(new Member((String) key, of(child))));
            return new Members(members);
        }
        if (value instanceof List<?> list) {
            return new Elements(new ArrayList<>(list.stream().map(JsonTree::of).toList()));
        }
        return new Leaf(value instanceof String text ? quoted(text) : String.valueOf(value));
    }

    static String quoted(String text) {
        StringBuilder out = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\') {
                out.append('\\').append(c);
            } else if (c < ' ') {
                out.append(String.format("\\u%04x", (int) c));
            } else {
                out.append(c);
            }
        }
        return out.append('"').toString();
    }

    default JsonTree copy() {
        if (this instanceof Members members) {
            List<Member> copies = new ArrayList<>();
            members.list()
                    .forEach(member ->
                            copies.add(new Member(member.key(), member.value().copy())));
            return new Members(copies);
        }
        if (this instanceof Elements elements) {
            return new Elements(
                    new ArrayList<>(elements.list().stream().map(JsonTree::copy).toList()));
        }
        return this;
    }

    /** This, and all below. */
    default void collect(List<JsonTree> into) {
        into.add(this);
        if (this instanceof Members members) {
            members.list().forEach(member -> member.value().collect(into));
        } else if (this instanceof Elements elements) {
            elements.list().forEach(element -> element.collect(into));
        }
    }

    default void print(StringBuilder out) {
        if (this instanceof Leaf leaf) {
            out.append(leaf.text());
        } else if (this instanceof Members members) {
            String before = "{";
            for (Member member : members.list()) {
                out.append(before).append(quoted(member.key())).append(':');
                member.value().print(out);
                before = ",";
            }
            out.append(members.list().isEmpty() ? "{}" : "}");
        } else if (this instanceof Elements elements) {
            String before = "[";
            for (JsonTree element : elements.list()) {
                out.append(before);
                element.print(out);
                before = ",";
            }
            out.append(elements.list().isEmpty() ? "[]" : "]");
        }
    }
}
