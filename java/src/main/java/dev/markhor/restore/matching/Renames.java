package dev.markhor.restore.matching;

import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What {@code LoadOptions.withRenamed} said, and whether it was of any use. */
final class Renames {
    private final Map<String, String> renamed;
    /** Names that are in the file where an attribute was looked for in vain. */
    private final Map<String, Set<String>> absent = new HashMap<>();

    private final Map<String, Boolean> used = new HashMap<>();

    Renames(Map<String, String> renamed) {
        this.renamed = renamed;
    }

    /** Whether the file's name for an attribute was given. */
    boolean has(String path, String name) {
        return key(path, name).isPresent();
    }

    /**
     * The name that was given for an attribute, if the file has it there.
     *
     * @param path in the file of what has the attribute
     * @param name of the attribute
     * @param stored names in the file at {@code path}
     */
    Optional<String> stored(String path, String name, Set<String> stored) {
        Optional<String> key = key(path, name);
        Optional<String> other = key.map(renamed::get).filter(stored::contains);
        if (other.isPresent()) {
            used.put(key.get(), true);
        } else {
            key.ifPresent(missed -> absent.putIfAbsent(missed, stored));
        }
        return other;
    }

    private Optional<String> key(String path, String name) {
        String longKey = path.isEmpty() ? name : path + '/' + name;
        return Optional.of(longKey)
                .filter(renamed::containsKey)
                .or(() -> Optional.of(name).filter(renamed::containsKey));
    }

    /**
     * A sentence for each that matched nothing.
     *
     * @param attributes what could have been meant: attributes of the model, or paths of its variables
     * @param first of them, to be listed if none is similar
     */
    List<String> unused(Collection<String> attributes, Collection<String> first) {
        List<String> sentences = new ArrayList<>();
        renamed.forEach((attribute, stored) -> {
            if (!used.containsKey(attribute)) {
                String what = "withRenamed(\"" + attribute + "\", \"" + stored + "\") matched nothing: ";
                Set<String> there = absent.get(attribute);
                sentences.add(
                        there == null
                                ? what + "the model has no '" + attribute + "'" + meant(attribute, attributes, first)
                                : what + "the file has no '" + stored + "' there" + meant(stored, there, there));
            }
        });
        return sentences;
    }

    private static String meant(String name, Collection<String> names, Collection<String> listed) {
        return Similarity.nearest(name, names)
                .map(near -> "; did you mean '" + near + "'?")
                .orElseGet(() -> listed.isEmpty() ? "" : ", only " + Names.some(listed));
    }
}
