package dev.markhor.formats.hdf5;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.MarkhorException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.keras.FileDetector;
import dev.markhor.formats.keras.KerasArchive;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Files that break readers: from the HDF5 library's CVEs, from mutation, and made to hurt. Each opens or is refused by name. */
class HostileFilesTest {
    private static final int PUBLIC_FILES = 85;
    private static final Duration LIMIT = Duration.ofSeconds(10);

    @Test
    void allAreThere() {
        assertEquals(PUBLIC_FILES, hostile().size());
    }

    private static List<Path> hostile() {
        return TestFiles.below(TestFiles.HOSTILE).stream()
                .filter(file -> !file.getFileName().toString().equals("README.md"))
                .toList();
    }

    @TestFactory
    List<DynamicTest> opensOrIsRefused() {
        return hostile().stream()
                .map(file -> DynamicTest.dynamicTest(
                        file.getFileName().toString(), () -> assertTimeoutPreemptively(LIMIT, () -> readAll(file))))
                .toList();
    }

    private static void readAll(Path file) {
        try {
            if (file.toString().endsWith(".keras")) {
                KerasArchive.open(file).close();
            } else {
                TestFiles.contents(file);
            }
            FileDetector.detect(file);
        } catch (MarkhorException e) {
            assertTrue(e.getMessage().contains(file.getFileName().toString()), e.getMessage());
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "bomb.h5 | bytes of chunk [0]: expected 1 to 4200, found",
                "cut_deflate.h5 | chunk [0] of /a",
                "external_link.h5 | external link",
                "external_storage.h5 | values in external files",
                "deep.h5 | groups nested deeper than 64",
                "hard_loop.h5 | /g/up: the group leads back to its ancestor /",
                "inflates_long.h5 | holds more than the expected 16384 bytes",
                "inflates_short.h5 | ends after 100 bytes, expected 16384",
                "inflates_to_nothing.h5 | ends after 0 bytes, expected 16384",
                "never_written.h5 | bytes that were never written",
                "never_written_chunks.h5 | bytes that were never written",
                "no_deflate.h5 | chunk [0] of /a",
                "short_chunk.h5 | bytes of chunk [0]: expected 16384, found 64",
                "two_names.h5 | a group with two names",
                "virtual.h5 | virtual dataset",
                "wrong_checksum.h5 | checksum error",
            })
    void refusesAttacks(String name, String reason) {
        Path file = TestFiles.HDF5.resolve("attacks").resolve(name);
        MarkhorException e = assertThrows(MarkhorException.class, () -> TestFiles.contents(file));
        assertTrue(e.getMessage().contains(reason) && e.getMessage().contains(name), e.getMessage());
    }

    @Test
    void neverFollowsSoftLinks() {
        try (Hdf5File file = Hdf5File.open(TestFiles.HDF5.resolve("attacks/soft_loop.h5"))) {
            assertEquals(List.of("a", "b", "self"), file.root().names());
            for (String path : List.of("a", "self", "self/self", "self/a")) {
                UnsupportedModelException e = assertThrows(
                        UnsupportedModelException.class, () -> file.root().dataset(path));
                assertTrue(e.getMessage().contains("links to other places or files are not allowed"), e.getMessage());
            }
        }
    }

    @Test
    void refusesWhatIsNoFile() {
        assertThrows(UncheckedIOException.class, () -> Hdf5File.open(Path.of("absent.h5")));
        assertThrows(MalformedFileException.class, () -> Hdf5File.open(Path.of("pom.xml")));
    }
}
