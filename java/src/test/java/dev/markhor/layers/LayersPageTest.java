package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** {@code docs/layers.md} lists what is there and what is refused, no more and no less. */
class LayersPageTest {
    private static final Set<String> NOT_REGISTERED =
            Set.of("InputLayer", "Sequential", "Functional", "Model", "FeatureSpace");

    @Test
    void listsEveryRegisteredClass() throws IOException {
        String page = Files.readString(Path.of("..", "docs", "layers.md"));
        Set<String> listed = new TreeSet<>();
        Matcher names = Pattern.compile("`([A-Z][A-Za-z0-9]+)`").matcher(page);
        while (names.find()) {
            listed.add(names.group(1));
        }
        listed.removeAll(NOT_REGISTERED);
        assertTrue(listed.size() > 80, "found only " + listed);
        Set<String> expected = new TreeSet<>(RegisteredNames.all());
        NamesOfKeras.all().stream()
                .filter(name -> RefusedLayers.reason(name).isPresent())
                .forEach(expected::add);
        Set<String> missing = new TreeSet<>(expected);
        missing.removeAll(listed);
        listed.removeAll(expected);
        assertTrue(
                missing.isEmpty() && listed.isEmpty(),
                "docs/layers.md: not listed " + missing + ", listed but neither registered nor refused " + listed);
    }
}
