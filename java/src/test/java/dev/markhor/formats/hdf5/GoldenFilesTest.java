package dev.markhor.formats.hdf5;

import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.StoredArray;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.FileKind;
import dev.markhor.formats.keras.KerasArchive;
import dev.markhor.formats.keras.LegacyWeights;
import dev.markhor.formats.keras.V3Weights;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;

/** Every file that Keras wrote into {@code golden} passes the gate, and every array in it can be read. */
class GoldenFilesTest {
    /** A colon-separated list of further folders to look through: -Dmarkhor.hdf5.folders=... */
    private static final String MORE = System.getProperty("markhor.hdf5.folders", "");

    @Test
    @Tag("slow")
    void allPass() {
        List<Path> files = TestFiles.below(TestFiles.GOLDEN).stream()
                .filter(GoldenFilesTest::isModel)
                .toList();
        assertTrue(files.size() > 100, "found " + files.size());
        files.forEach(GoldenFilesTest::readAll);
    }

    @Test
    void moreFoldersPass() {
        for (String folder : MORE.split(":")) {
            if (!folder.isEmpty()) {
                TestFiles.below(Path.of(folder)).stream()
                        .filter(GoldenFilesTest::isModel)
                        .forEach(GoldenFilesTest::readAll);
            }
        }
    }

    private static boolean isModel(Path file) {
        String name = file.toString();
        boolean isShard = name.matches(".*_\\d{5}\\.weights\\.h5"); // read by way of the .weights.json that lists them
        boolean isWeights = name.endsWith(".h5") || name.endsWith(".hdf5") || name.endsWith(".weights.json");
        return name.endsWith(".keras") || isWeights && !isShard;
    }

    private static void readAll(Path file) {
        FileKind kind = FileDetector.detect(file);
        switch (kind) {
            case KERAS_ARCHIVE -> {
                try (KerasArchive archive = KerasArchive.open(file)) {
                    assertFalse(archive.configJson().isEmpty());
                    readAll(archive.weights());
                }
            }
            case LEGACY_MODEL, LEGACY_WEIGHTS -> {
                try (LegacyWeights weights = LegacyWeights.open(file)) {
                    weights.layers().forEach(layer -> layer.weights().forEach(StoredArray::read));
                }
            }
            case V3_WEIGHTS, V3_SHARDED_WEIGHTS -> {
                try (V3Weights weights = V3Weights.open(file)) {
                    readAll(weights);
                }
            }
            default -> throw new AssertionError(file + ": " + kind);
        }
    }

    private static void readAll(V3Weights weights) {
        for (String object : weights.objects()) {
            weights.weights(object).forEach(StoredArray::read);
        }
    }
}
