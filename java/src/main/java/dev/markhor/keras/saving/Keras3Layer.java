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

/**
 * A layer of Keras 3.15.1, as {@code golden/list_options.py} found it.
 *
 * @param module where its class is
 * @param options that it takes
 */
record Keras3Layer(String module, Set<String> options) {
    private static final String FILE = "keras3-layers.txt";
    private static final String LAYERS = "keras.layers";
    private static final Map<String, Keras3Layer> ALL = read();

    /** That of this name, if there is one. */
    static Optional<Keras3Layer> of(String className) {
        return Optional.ofNullable(ALL.get(className));
    }

    boolean isInKerasLayers() {
        return module.equals(LAYERS);
    }

    private static Map<String, Keras3Layer> read() {
        Map<String, Keras3Layer> layers = new HashMap<>();
        try (InputStream file = Keras3Layer.class.getResourceAsStream(FILE);
                BufferedReader lines = new BufferedReader(new InputStreamReader(file, StandardCharsets.UTF_8))) {
            for (String line = lines.readLine(); line != null; line = lines.readLine()) {
                String[] words = line.split(" ");
                int dot = words[0].lastIndexOf('.');
                String module = dot < 0 ? LAYERS : words[0].substring(0, dot);
                Set<String> options = Set.copyOf(Arrays.asList(words).subList(1, words.length));
                layers.put(words[0].substring(dot + 1), new Keras3Layer(module, options));
            }
        } catch (IOException e) {
            throw new UncheckedIOException(FILE, e);
        }
        return layers;
    }
}
