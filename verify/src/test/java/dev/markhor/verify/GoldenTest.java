package dev.markhor.verify;

import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.execution.Backend;
import dev.markhor.execution.ExecutionOptions;
import dev.markhor.keras.LoadOptions;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Every model under {@code golden/} gives the values that real Keras gave. */
class GoldenTest {
    private static final Path GOLDEN = Path.of("..", "golden");
    private static final int LEAST_LAYER_FOLDERS = 60;

    /** Folders to look through, all by default: -Dmarkhor.golden=keras1,layers/dense. */
    private static final String FOLDERS = System.getProperty("markhor.golden", "");

    /** Those that need Java classes run with the examples that have these. */
    static Stream<GoldenCase> cases() {
        List<Path> folders = Stream.of(FOLDERS.split(",")).map(GOLDEN::resolve).toList();
        return GoldenFinder.find(folders).stream()
                .filter(golden -> golden.customObjects().isEmpty());
    }

    @ParameterizedTest
    @MethodSource("cases")
    void agreesWithKeras(GoldenCase golden) {
        List<String> failures = new ArrayList<>();
        for (Backend backend : Backend.values()) {
            ExecutionOptions execution = new ExecutionOptions(2, backend);
            Verification verification = new Verification(
                    one -> ModelSubject.open(one, LoadOptions.defaults(), execution), Verification.DEFAULT_TOLERANCE);
            Result result = verification.run(golden);
            if (!result.passed()) {
                failures.add(backend + ": " + result.difference() + " " + result.message());
            }
        }
        assertTrue(failures.isEmpty(), golden.model() + " " + failures);
    }

    /** The test above must not pass because it found nothing. */
    @Test
    void everyFolderHasCases() throws Exception {
        try (Stream<Path> folders = Files.list(GOLDEN.resolve("layers"))) {
            List<Path> layers = folders.filter(Files::isDirectory).toList();
            assertTrue(layers.size() >= LEAST_LAYER_FOLDERS, "only " + layers.size());
            for (Path layer : layers) {
                assertTrue(!GoldenFinder.find(List.of(layer)).isEmpty(), "no case in " + layer);
            }
        }
        for (String folder :
                List.of("keras1", "operations", "structures", "formats", "saved_models", "random", "real")) {
            assertTrue(!GoldenFinder.find(List.of(GOLDEN.resolve(folder))).isEmpty(), "no case in " + folder);
        }
    }
}
