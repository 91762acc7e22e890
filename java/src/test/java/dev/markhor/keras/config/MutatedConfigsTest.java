package dev.markhor.keras.config;

import static org.junit.jupiter.api.Assertions.assertTrue;
import static org.junit.jupiter.api.Assertions.fail;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.json.Json;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.keras.LoadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Configurations of real models with values replaced or removed: each gives a model, or an error that says what is wrong. */
class MutatedConfigsTest {
    private static final Path GOLDEN = Path.of("..", "golden");

    @Test
    void fewOfThem() throws IOException {
        mutate(1, 2500);
    }

    @Tag("long")
    @Test
    void manyOfThem() throws IOException {
        mutate(2, 150_000);
    }

    private static void mutate(long seed, int count) throws IOException {
        List<Object> configs = configs();
        Random random = new Random(seed);
        int models = 0;
        int errors = 0;
        for (int i = 0; i < count; i++) {
            Object config = configs.get(random.nextInt(configs.size()));
            for (int k = random.nextInt(3); k >= 0; k--) {
                config = mutated(config, random, new int[] {1 + random.nextInt(size(config))});
            }
            try {
                ModelReader.read(Json.of("config", config), Optional.empty(), LoadOptions.defaults());
                models++;
            } catch (MalformedFileException | UnsupportedModelException e) {
                errors++;
            } catch (RuntimeException | StackOverflowError | OutOfMemoryError e) {
                fail("mutation " + i + " with seed " + seed + ": " + config, e);
            }
        }
        assertTrue(models > count / 10 && errors > count / 10, models + " models, " + errors + " errors");
    }

    private static List<Object> configs() throws IOException {
        try (Stream<Path> files = Files.walk(GOLDEN)) {
            List<Object> configs = files.filter(MutatedConfigsTest::isModel)
                    .sorted()
                    .map(MutatedConfigsTest::config)
                    .toList();
            assertTrue(configs.size() > 100, "found only " + configs.size());
            return configs;
        }
    }

    /** Archives of Keras 3, and files of Keras 1 and 2 with operations or options of their own. */
    private static boolean isModel(Path file) {
        String path = file.toString();
        return path.endsWith(".keras")
                || path.endsWith(".h5") && (path.contains("operations") || path.contains("keras1"));
    }

    private static Object config(Path file) {
        if (file.toString().endsWith(".h5")) {
            try (LegacyWeights legacy = LegacyWeights.open(file)) {
                return Json.parse(file.toString(), legacy.modelConfig().orElseThrow())
                        .value();
            }
        }
        try (KerasArchive archive = KerasArchive.open(file)) {
            return Json.parse(file.toString(), archive.configJson()).value();
        }
    }

    /** Number of values below this one. */
    private static int size(Object value) {
        int size = 0;
        for (Object child : children(value)) {
            size += 1 + size(child);
        }
        return Math.max(1, size);
    }

    private static Iterable<?> children(Object value) {
        return value instanceof Map<?, ?> map ? map.values() : value instanceof List<?> list ? list : List.of();
    }

    /** A copy in which the value that {@code left} counts down to is another one, or gone. */
    private static Object mutated(Object value, Random random, int[] left) {
        if (value instanceof Map<?, ?> map) {
            Map<Object, Object> copy = new LinkedHashMap<>();
            map.forEach((key, child) -> {
                if (--left[0] != 0) {
                    copy.put(key, mutated(child, random, left));
                } else if (random.nextInt(4) > 0) {
                    copy.put(key, replacement(random));
                }
            });
            return copy;
        }
        if (value instanceof List<?> list) {
            List<Object> copy = new ArrayList<>();
            for (Object child : list) {
                if (--left[0] != 0) {
                    copy.add(mutated(child, random, left));
                } else if (random.nextInt(4) > 0) {
                    copy.add(replacement(random));
                }
            }
            return copy;
        }
        return value;
    }

    private static Object replacement(Random random) {
        return switch (random.nextInt(12)) {
            case 0 -> null;
            case 1 -> -1L;
            case 2 -> 0L;
            case 3 -> "zz";
            case 4 -> new ArrayList<>();
            case 5 -> new LinkedHashMap<>();
            case 6 -> 1e300;
            case 7 -> Double.NaN;
            case 8 -> Boolean.TRUE;
            case 9 -> new ArrayList<>(List.of(1L, "a"));
            case 10 -> (long) Integer.MAX_VALUE;
            default -> Long.MAX_VALUE;
        };
    }
}
