package dev.markhor.cli.weights;

import dev.markhor.formats.StoredArray;
import java.util.List;

/**
 * An array of a weight file.
 *
 * @param path where it is, as its format spells it
 * @param names it goes by, without what only its format writes: {@code dense/kernel}; the best first
 * @param places what its position tells, {@code dense/#0} being the first array of {@code dense}
 * @param training whether it is the state of an optimizer, a metric or a random generator, and of no use for predictions
 */
public record StoredWeight(String path, List<String> names, List<String> places, StoredArray array, boolean training) {
    public StoredWeight {
        names = List.copyOf(names);
        places = List.copyOf(places);
    }

    /** The name of what it belongs to, by its best name; empty at the top. */
    public String owner() {
        return Names.parent(names.get(0)).replaceFirst("(^|/)vars$", "");
    }
}
