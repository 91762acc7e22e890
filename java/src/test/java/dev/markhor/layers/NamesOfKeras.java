package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;

/** Every layer class that Keras 2 and Keras 3 have, as {@code golden/list_layers.py} lists them. */
final class NamesOfKeras {
    private NamesOfKeras() {}

    static Set<String> all() throws IOException {
        Path list = Path.of("..", "golden", "layers.json");
        Set<String> names =
                Json.parse(list.toString(), Files.readString(list)).asMap().keySet();
        assertTrue(names.size() > 140, "only " + names.size());
        return names;
    }
}
