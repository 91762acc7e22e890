package dev.markhor.formats.keras;

import dev.markhor.error.MalformedFileException;
import dev.markhor.formats.StoredArray;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.Supplier;

/** What one object of a Keras 3 model has stored; in a sharded file, put together from several files. */
final class V3Object {
    private static final int LONGEST_NUMBER = 9;

    private final Path file;
    private final String path;
    private final TreeMap<Integer, StoredArray> numbered = new TreeMap<>();
    private final Map<String, StoredArray> named = new TreeMap<>();
    private Supplier<Optional<String>> name = Optional::empty;

    V3Object(Path file, String path) {
        this.file = file;
        this.path = path;
    }

    void add(String key, StoredArray array) {
        int number = number(key);
        StoredArray other = number >= 0 ? numbered.put(number, array) : named.put(key, array);
        if (other != null) {
            throw new MalformedFileException(file + ", object '" + path + "': variable " + key + " is stored twice");
        }
    }

    /** A decimal number without leading zeros; -1 for any other text. */
    private static int number(String key) {
        boolean digits =
                !key.isEmpty() && key.length() <= LONGEST_NUMBER && (key.length() == 1 || key.charAt(0) != '0');
        for (int i = 0; digits && i < key.length(); i++) {
            digits = key.charAt(i) >= '0' && key.charAt(i) <= '9';
        }
        return digits ? Integer.parseInt(key) : -1;
    }

    /** @param objectName reads it from the file */
    void setName(Supplier<Optional<String>> objectName) {
        name = objectName;
    }

    Optional<String> name() {
        return name.get();
    }

    List<StoredArray> weights() {
        int expected = 0;
        for (int number : numbered.keySet()) {
            if (number != expected) {
                throw new MalformedFileException(file + ", object '" + path + "' has variables " + numbered.keySet()
                        + ": index " + expected + " is missing");
            }
            expected++;
        }
        return List.copyOf(new ArrayList<>(numbered.values()));
    }

    Map<String, StoredArray> named() {
        return named;
    }
}
