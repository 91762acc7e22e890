package dev.markhor.cli;

import static dev.markhor.cli.Run.ART;
import static dev.markhor.cli.Run.markhor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.keras.Extension;
import dev.markhor.keras.LoadOptions;
import dev.markhor.layers.Identity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ExtensionsTest {
    private static final String CUSTOM = "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"m\", \"layers\": ["
            + "{\"class_name\": \"InputLayer\", \"config\": {\"name\": \"x\", \"batch_shape\": [null, 5], \"dtype\": \"float32\"}},"
            + "{\"class_name\": \"Dense\", \"config\": {\"name\": \"dense\", \"units\": 7, \"activation\": \"relu\"}},"
            + "{\"class_name\": \"Puzzle\", \"registered_name\": \"mine>Puzzle\", \"config\": {\"name\": \"puzzle\"}},"
            + "{\"class_name\": \"Dense\", \"config\": {\"name\": \"dense_1\", \"units\": 4}},"
            + "{\"class_name\": \"Dense\", \"config\": {\"name\": \"dense_2\", \"units\": 2}}]}}";

    @TempDir
    private Path folder;

    /** Knows a layer that Keras does not. */
    public static final class Puzzles implements Extension {
        @Override
        public LoadOptions register(LoadOptions options) {
            return options.withLayer("mine>Puzzle", config -> new Identity());
        }
    }

    @Test
    void extensionsBringLayers() throws IOException {
        Path architecture = Files.writeString(folder.resolve("custom.json"), CUSTOM);
        String weights = Run.ROOT
                .resolve("golden/formats/legacy_weights_sequential.hdf5")
                .toString();
        Run without = markhor("summary", weights, "--architecture", architecture);
        assertEquals(1, without.code());
        assertTrue(without.err().contains("Puzzle"), without.err());

        Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
        Files.writeString(services.resolve(Extension.class.getName()), Puzzles.class.getName());
        Run with =
                markhor("summary", weights, "--architecture", architecture, "--extensions", folder.resolve("classes"));
        assertEquals(0, with.code(), with.err());
        assertTrue(with.out().contains("puzzle (Puzzle)"), with.out());
    }

    @Test
    void aModelThatNeedsExtensionsFailsWithout() {
        Run run = markhor("verify", Run.MODELS + "/keras");
        assertEquals(1, run.code());
        assertTrue(
                run.out().contains("it needs Java classes for legacy_nested_container>NestedDenseModel: --extensions"),
                run.out());
    }

    @Test
    void extensionsThatBringNothingAreAnError() {
        Run none = markhor("summary", ART, "--extensions", folder);
        assertEquals(1, none.code());
        assertTrue(none.err().contains("names a class there"), none.err());
        assertEquals(
                1,
                markhor("summary", ART, "--extensions", folder.resolve("missing.jar"))
                        .code());
    }
}
