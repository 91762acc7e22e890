package dev.markhor.keras.saving;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Which options the layers of Keras 3.15.1 take: what {@code golden/list_options.py} found. */
final class Keras3Options {
    private static final String FILE = "keras3-layers.txt";
    private static final Map<String, Set<String>> OPTIONS = read();

    private Keras3Options() {}

    /** The options of a class, if Keras 3 has a layer of that name. */
    static Optional<Set<String>> of(String className) {
        return Optional.ofNullable(OPTIONS.get(className));
    }

    private static Map<String, Set<String>> read() {
        Map<String, Set<String>> options = new HashMap<>();
        try (InputStream file = Keras3Options.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                options.put(words[0], Set.copyOf(Arrays.asList(words).subList(1, words.length)));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
        return options;
    }
}
