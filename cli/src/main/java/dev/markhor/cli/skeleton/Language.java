package dev.markhor.cli.skeleton;

import java.util.List;
import java.util.Set;

/** How Java and Kotlin spell what a skeleton is made of. */
enum Language {
    JAVA,
    KOTLIN;

    private static final Set<String> JAVA_WORDS = Set.of(
            ("abstract assert boolean break byte case catch char class const continue default do double else enum extends final finally float for "
                            + "goto if implements import instanceof int interface long native new package private protected public return short static "
                            + "strictfp super switch synchronized this throw throws transient try void volatile while true false null")
                    .split(" "));
    private static final Set<String> KOTLIN_WORDS = Set.of(
            ("as break class continue do else false for fun if in interface is null object package return super this throw true try typealias "
                            + "typeof val var when while")
                    .split(" "));

    boolean isReserved(String name) {
        return (this == JAVA ? JAVA_WORDS : KOTLIN_WORDS).contains(name);
    }

    String make(String type, Object... arguments) {
        String list = String.join(
                ", ", List.of(arguments).stream().map(Object::toString).toList());
        return (this == JAVA ? "new " : "") + type + "(" + list + ")";
    }

    /** Something that makes another one each time. */
    String supplier(String expression) {
        return this == JAVA ? "() -> " + expression : "{ " + expression + " }";
    }

    String list(String elements) {
        return (this == JAVA ? "List.of(" : "listOf(") + elements + ")";
    }

    String entry(String key, String value) {
        return this == JAVA ? "Map.entry(" + quoted(key) + ", " + value + ")" : quoted(key) + " to " + value;
    }

    String map(String entries) {
        return (this == JAVA ? "Map.ofEntries(" : "mapOf(") + entries + ")";
    }

    String field(String type, String name, String expression) {
        return this == JAVA
                ? "private final " + type + " " + name + " = " + expression + ";"
                : "private val " + name + ": " + type.replace("Object", "Any") + " = " + expression;
    }

    String quoted(String text) {
        StringBuilder quoted = new StringBuilder("\"");
        for (char c : text.toCharArray()) {
            if (c == '"' || c == '\\' || c == '$' && this == KOTLIN) {
                quoted.append('\\').append(c);
            } else if (c < ' ' || c > '~') {
                quoted.append(String.format("\\u%04x", (int) c));
            } else {
                quoted.append(c);
            }
        }
        return quoted.append('"').toString();
    }
}
