package dev.markhor.cli.weights;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names of variables, without what only one format writes. */
final class Names {
    private Names() {}

    /** Without the number of an output, {@code :0}, and the underscore of a private attribute. */
    static String plain(String name) {
        String text = name.replace('\\', '/').replaceFirst(":\\d+$", "");
        return text.startsWith("_", text.lastIndexOf('/') + 1)
                ? join(parent(text), text.substring(text.lastIndexOf('/') + 2))
                : text;
    }

    /** Also each name without its first step, which is the name of a model in some formats. */
    static List<String> withShort(Collection<String> names) {
        Set<String> all = new LinkedHashSet<>(names);
        for (String name : names) {
            String rest = name.substring(name.indexOf('/') + 1);
            if (rest.indexOf('/') >= 0) {
                all.add(rest);
            }
        }
        return new ArrayList<>(all);
    }

    static String parent(String name) {
        return name.substring(0, Math.max(0, name.lastIndexOf('/')));
    }

    static String join(String parent, String name) {
        return parent.isEmpty() ? name : parent + '/' + name;
    }

    /** Counts arrays of each owner, in stored order. */
    static final class Counter {
        private final Map<String, Integer> counts = new HashMap<>();

        /** {@code dense/#1} for the second name below {@code dense}. */
        List<String> places(List<String> names) {
            Set<String> owners = new LinkedHashSet<>();
            names.forEach(name -> owners.add(parent(name)));
            return owners.stream()
                    .map(owner -> join(owner, "#" + (counts.merge(owner, 1, Integer::sum) - 1)))
                    .toList();
        }
    }
}
