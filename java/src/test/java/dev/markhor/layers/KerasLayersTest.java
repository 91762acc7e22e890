package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class KerasLayersTest {
    private static final Set<String> WITHOUT_VALUES_OF_THEIR_OWN = Set.of("Lambda");

    /** Stands for many of Keras' classes. */
    private static final Set<String> WITHOUT_A_NAME_OF_THEIR_OWN = Set.of("Augmentation");

    @Test
    void everyLayerHasGoldenValues() throws IOException {
        Set<String> folders;
        try (Stream<Path> paths = Files.list(Path.of("..", "golden", "layers"))) {
            folders = paths.map(path -> path.getFileName().toString().replace("_", ""))
                    .collect(Collectors.toSet());
        }
        List<String> missing = ownClasses().stream()
                .filter(name -> !folders.contains(name.toLowerCase(java.util.Locale.ROOT)))
                .toList();
        assertEquals(List.of(), missing);
    }

    @Test
    void everyLayerIsRegistered() throws IOException {
        try (Stream<Path> files = Files.list(Path.of("src", "main", "java", "dev", "markhor", "layers"))) {
            List<String> missing = files.map(
                            path -> path.getFileName().toString().replace(".java", ""))
                    .filter(KerasLayersTest::isLayer)
                    .filter(name -> !WITHOUT_A_NAME_OF_THEIR_OWN.contains(name))
                    .filter(name -> KerasLayers.find(name).isEmpty())
                    .toList();
            assertEquals(List.of(), missing);
        }
        assertTrue(ownClasses().size() > 70);
    }

    /** Registered names that are classes of their own, not other names of one. */
    private static Set<String> ownClasses() throws IOException {
        Set<String> names = RegisteredNames.all();
        names.removeIf(name -> !isLayer(name) || WITHOUT_VALUES_OF_THEIR_OWN.contains(name));
        return names;
    }

    private static boolean isLayer(String name) {
        try {
            Class<?> type = Class.forName("dev.markhor.layers." + name);
            return BaseLayer.class.isAssignableFrom(type)
                    && java.lang.reflect.Modifier.isPublic(type.getModifiers())
                    && !java.lang.reflect.Modifier.isAbstract(type.getModifiers());
        } catch (ClassNotFoundException e) {
            return false;
        }
    }
}
