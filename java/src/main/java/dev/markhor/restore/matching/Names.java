package dev.markhor.restore.matching;

import java.util.Collection;
import java.util.stream.Collectors;

/** Lists of names in messages. */
public final class Names {
    private static final int SHOWN = 10;

    private Names() {}

    /** The first of them, and how many more there are. */
    public static String some(Collection<String> names) {
        String shown = names.stream().limit(SHOWN).collect(Collectors.joining(", "));
        int more = names.size() - SHOWN;
        return (names.isEmpty() ? "nothing" : shown) + (more <= 0 ? "" : " and " + more + " more");
    }
}
