package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Every class name that {@link KerasLayers} knows, read from its source, as a switch cannot be asked. */
final class RegisteredNames {
    private static final Path SOURCE = Path.of("src", "main", "java", "dev", "markhor", "layers", "KerasLayers.java");

    private RegisteredNames() {}

    static Set<String> all() throws IOException {
        Set<String> names = new TreeSet<>();
        Matcher cases = Pattern.compile("case ([^>]+)->").matcher(Files.readString(SOURCE));
        while (cases.find()) {
            Matcher labels = Pattern.compile("\"(\\w+)\"").matcher(cases.group(1));
            while (labels.find()) {
                assertTrue(KerasLayers.find(labels.group(1)).isPresent(), labels.group(1));
                names.add(labels.group(1));
            }
        }
        assertTrue(names.size() > 90, "found only " + names);
        return names;
    }
}
