package dev.markhor.verify.coverage;

import dev.markhor.formats.json.Json;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.verify.GoldenCase;
import dev.markhor.verify.GoldenFinder;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;

/** All layers of all models with golden values, those inside of other layers too; of what Keras 2 and 3 wrote, not of Keras 1. */
final class GoldenConfigs {
    private static final Path GOLDEN = Path.of("..", "golden");
    private static final List<String> ROOTS =
            List.of("layers", "operations", "structures", "formats", "custom", "restoring", "real");
    private static final List<String> SHAPES = List.of("batch_shape", "batch_input_shape");

    private static final Map<String, String> NAMES_IN_FILES = Map.of("GroupQueryAttention", "GroupedQueryAttention");

    private final List<LayerUse> uses = new ArrayList<>();
    private GoldenCase golden;
    private String dialect;
    private OptionalInt rank = OptionalInt.empty();

    /** A model's configuration and the version that wrote it. */
    private record Configuration(String text, Optional<String> kerasVersion) {}

    private GoldenConfigs() {}

    static List<LayerUse> read() throws IOException {
        GoldenConfigs configs = new GoldenConfigs();
        for (GoldenCase golden :
                GoldenFinder.find(ROOTS.stream().map(GOLDEN::resolve).toList())) {
            configs.add(golden, golden.model());
            for (Path architecture : golden.architectures()) {
                configs.add(golden, architecture);
            }
        }
        return configs.uses;
    }

    private void add(GoldenCase from, Path file) throws IOException {
        Optional<Configuration> found = configuration(file);
        if (found.isPresent()) {
            Json json = Json.parse(file.toString(), found.get().text());
            golden = from;
            dialect = found.get()
                    .kerasVersion()
                    .map(version -> version.startsWith("3") ? "keras3" : "keras2")
                    .orElse(json.has("module") ? "keras3" : "keras2");
            rank = OptionalInt.empty();
            walk(json);
        }
    }

    private static Optional<Configuration> configuration(Path file) throws IOException {
        String name = file.getFileName().toString();
        if (name.endsWith(".json")) {
            return Optional.of(new Configuration(Files.readString(file), Optional.empty()));
        }
        if (name.endsWith(".keras")) {
            try (KerasArchive archive = KerasArchive.open(file)) {
                return Optional.of(new Configuration(archive.configJson(), archive.kerasVersion()));
            }
        }
        if ((name.endsWith(".h5") || name.endsWith(".hdf5")) && !name.endsWith(".weights.h5")) {
            try (LegacyWeights weights = LegacyWeights.open(file)) {
                return weights.modelConfig().map(text -> new Configuration(text, weights.kerasVersion()));
            }
        }
        return Optional.empty();
    }

    private void walk(Json json) {
        if (json.isArray()) {
            json.asList().forEach(this::walk);
        } else if (json.isObject()) {
            Map<String, Json> map = json.asMap();
            Json config = map.get("config");
            if (config != null && config.isObject() && json.find("class_name").isPresent()) {
                SHAPES.stream().flatMap(key -> config.find(key).stream()).forEach(this::note);
                String name = json.getString("class_name");
                uses.add(new LayerUse(golden, NAMES_IN_FILES.getOrDefault(name, name), dialect, config, rank));
            }
            map.values().forEach(this::walk);
        }
    }

    private void note(Json shape) {
        if (rank.isEmpty() && shape.isArray()) {
            rank = OptionalInt.of(shape.size());
        }
    }
}
