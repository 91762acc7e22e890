package dev.markhor.verify.coverage;

import dev.markhor.formats.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * A layer class of Keras.
 *
 * @param group the folder of Keras' source that it is in
 * @param options its constructor's options by dialect, {@code keras2} and {@code keras3}
 */
record KerasLayer(String name, String group, Map<String, List<KerasOption>> options) {
    static final List<String> DIALECTS = List.of("keras3", "keras2");

    /** Those of {@code golden/layers.json}, by name. */
    static List<KerasLayer> all() throws IOException {
        Path list = Path.of("..", "golden", "layers.json");
        return Json.parse(list.toString(), Files.readString(list)).asMap().entrySet().stream()
                .map(entry -> read(entry.getKey(), entry.getValue()))
                .toList();
    }

    private static KerasLayer read(String name, Json json) {
        Map<String, List<KerasOption>> options = new TreeMap<>();
        for (String dialect : DIALECTS) {
            json.find(dialect)
                    .ifPresent(found -> options.put(
                            dialect,
                            found.asMap().entrySet().stream()
                                    .map(option -> KerasOption.read(option.getKey(), option.getValue()))
                                    .toList()));
        }
        return new KerasLayer(name, json.getString("group"), options);
    }
}
