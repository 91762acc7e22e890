package dev.markhor.formats.savedmodel;

import java.util.List;
import java.util.Optional;

/**
 * What a lookup table is filled with: the lines of a file, or keys and what they lead to.
 *
 * @param place for messages: which table, of which file
 * @param file a token a line; keys and values are empty then
 * @param keys {@code String} or {@code Long} each
 * @param values as many, likewise
 */
public record StoredTable(String place, Optional<byte[]> file, List<Object> keys, List<Object> values) {
    public StoredTable {
        keys = List.copyOf(keys);
        values = List.copyOf(values);
    }
}
