package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** Every layer that Keras 2 and Keras 3 have, by {@code golden/layers.json}, has golden values or a stated reason why it is not there. */
class LayersOfKerasTest {
    private static final Path GOLDEN = Path.of("..", "golden");
    /** Needs a class in Java, and so has its cases elsewhere. */
    private static final Set<String> CUSTOM = Set.of("Lambda");

    @Test
    void haveGoldenValuesOrAReason() throws IOException {
        Set<String> folders = foldersWithCases();
        List<String> neither = new ArrayList<>();
        List<String> both = new ArrayList<>();
        for (String name : NamesOfKeras.all()) {
            boolean known = name.equals("InputLayer") || KerasLayers.find(name).isPresent();
            boolean proven = CUSTOM.contains(name) || folders.contains(name.toLowerCase(Locale.ROOT));
            boolean refused = RefusedLayers.reason(name).isPresent();
            if (!refused && !(known && proven)) {
                neither.add(name);
            } else if (refused && (known || proven)) {
                both.add(name);
            }
        }
        assertEquals(List.of(), neither, "neither golden values nor a reason in RefusedLayers");
        assertEquals(List.of(), both, "refused, and yet there");
    }

    /** {@code conv2d_transpose} as {@code conv2dtranspose}: where Keras' names have their capitals does not come back from a folder. */
    private static Set<String> foldersWithCases() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN.resolve("layers"), 2)) {
            return files.filter(file -> file.toString().endsWith(".golden.npz"))
                    .map(file -> file.getParent().getFileName().toString().replace("_", ""))
                    .collect(Collectors.toSet());
        }
    }
}
