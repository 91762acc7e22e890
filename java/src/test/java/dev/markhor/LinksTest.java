package dev.markhor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MarkhorException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.keras.LoadOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.function.Executable;
import org.junit.jupiter.api.io.TempDir;

/** A model's folder may bring in files of its own only, be it by links, by names or by pipes; what the user names may be anywhere. */
class LinksTest {
    private static final Path GOLDEN = Path.of("../golden");
    private static final List<String> FOLDER = List.of("config.json", "model.weights.h5");
    private static final List<String> SHARDED = List.of(
            "sharded.weights.json",
            "sharded.json",
            "sharded_00000.weights.h5",
            "sharded_00001.weights.h5",
            "sharded_00002.weights.h5");
    private static final List<String> CHECKPOINT = List.of("blend.index", "blend.data-00000-of-00001");

    @TempDir
    Path temporary;

    private Path model;
    private Path elsewhere;

    @BeforeEach
    void folders() throws IOException {
        model = Files.createDirectory(temporary.resolve("model"));
        elsewhere = Files.createDirectory(temporary.resolve("elsewhere"));
    }

    private static void copy(Path from, List<String> names, Path to) throws IOException {
        for (String name : names) {
            Files.copy(from.resolve(name), to.resolve(name));
        }
    }

    /** Moves a file and leaves a link. */
    private static void replace(Path file, Path moved) throws IOException {
        Files.move(file, moved);
        Files.createSymbolicLink(file, file.getParent().relativize(moved));
    }

    private static void refused(String reason, Executable action) {
        UnsupportedModelException e = assertThrows(UnsupportedModelException.class, action);
        assertTrue(e.getMessage().contains(reason), e.getMessage());
    }

    private static void leadsOut(Executable action) {
        refused("leads out of the model's folder", action);
    }

    private static int read(Path checkpoint) {
        try (TensorBundle bundle = TensorBundle.open(checkpoint, true)) {
            bundle.names().forEach(name -> bundle.expected(name).read());
            return bundle.names().size();
        }
    }

    @Test
    void archiveFolder() throws IOException {
        copy(GOLDEN.resolve("formats/folder"), FOLDER, model);
        Markhor.load(model).close();
        Path weights = model.resolve("model.weights.h5");
        replace(weights, model.resolve("within.h5"));
        Markhor.load(model).close();
        Path link = Files.createSymbolicLink(temporary.resolve("link"), model);
        Markhor.load(link).close();
        Files.delete(weights);
        replace(model.resolve("within.h5"), elsewhere.resolve("weights.h5"));
        Files.move(model.resolve("within.h5"), weights);
        leadsOut(() -> Markhor.load(model));
        leadsOut(() -> Markhor.load(link));
    }

    @Test
    void shards() throws IOException {
        copy(GOLDEN.resolve("formats"), SHARDED, model);
        Path list = model.resolve(SHARDED.get(0));
        Markhor.load(list).close();
        Path link = Files.createSymbolicLink(model.resolve("link.weights.json"), list.getFileName());
        LoadOptions options = LoadOptions.defaults().withArchitecture(model.resolve("sharded.json"));
        Markhor.load(link, options).close();
        replace(model.resolve(SHARDED.get(2)), elsewhere.resolve("shard.h5"));
        leadsOut(() -> Markhor.load(list));
    }

    @Test
    void checkpoint() throws IOException {
        copy(GOLDEN.resolve("restoring"), CHECKPOINT, model);
        Path state = Files.writeString(model.resolve("checkpoint"), "model_checkpoint_path: \"blend\"\n");
        int names = read(model.resolve("blend"));
        assertEquals(names, read(model));
        assertEquals(names, read(Files.createSymbolicLink(temporary.resolve("link"), model)));

        replace(model.resolve("blend.index"), elsewhere.resolve("blend.index"));
        assertEquals(names, read(model.resolve("blend")), "the user named it");
        leadsOut(() -> read(model));
        Files.delete(model.resolve("blend.index"));
        Files.move(elsewhere.resolve("blend.index"), model.resolve("blend.index"));

        replace(model.resolve(CHECKPOINT.get(1)), elsewhere.resolve(CHECKPOINT.get(1)));
        leadsOut(() -> read(model.resolve("blend")));

        Files.delete(model.resolve(CHECKPOINT.get(1)));
        Files.move(model.resolve("blend.index"), elsewhere.resolve("blend.index"));
        for (String path :
                List.of("../elsewhere/blend", elsewhere.resolve("blend").toString())) {
            Files.writeString(state, "model_checkpoint_path: \"" + path + "\"\n");
            refused("names a checkpoint in another folder", () -> read(model));
        }
        copy(elsewhere, CHECKPOINT, model);
        assertEquals(names, read(model), "a folder that was copied means its own");
    }

    /** As its cache has them: {@code models--x--y/snapshots/<revision>/<file>} is a link to {@code models--x--y/blobs/<checksum>}. */
    @Test
    void huggingFaceCache() throws IOException {
        Path blobs = Files.createDirectories(temporary.resolve("models--x--y/blobs"));
        Path snapshot = Files.createDirectories(temporary.resolve("models--x--y/snapshots/0123abc"));
        Path variables = Files.createDirectories(snapshot.resolve("variables"));
        copy(GOLDEN.resolve("formats/folder"), FOLDER, snapshot);
        copy(GOLDEN.resolve("formats"), SHARDED, snapshot);
        for (String name : CHECKPOINT) {
            Files.copy(
                    GOLDEN.resolve("restoring").resolve(name), variables.resolve(name.replace("blend", "variables")));
        }
        List<Path> files;
        try (Stream<Path> all = Files.walk(snapshot)) {
            files = all.filter(Files::isRegularFile).toList();
        }
        for (Path file : files) {
            replace(file, blobs.resolve(Integer.toHexString(file.hashCode())));
        }
        Markhor.load(snapshot).close();
        Markhor.load(snapshot.resolve(SHARDED.get(0))).close();
        assertEquals(read(GOLDEN.resolve("restoring/blend")), read(snapshot));

        Files.move(blobs, temporary.resolve("private"));
        Files.createSymbolicLink(blobs, temporary.resolve("private"));
        leadsOut(() -> Markhor.load(snapshot));
    }

    @Test
    void pipes() throws Exception {
        copy(GOLDEN.resolve("restoring"), CHECKPOINT, model);
        copy(GOLDEN.resolve("formats/folder"), FOLDER, model);
        copy(GOLDEN.resolve("formats"), SHARDED, model);
        for (String name :
                List.of(FOLDER.get(0), FOLDER.get(1), SHARDED.get(3), CHECKPOINT.get(0), CHECKPOINT.get(1))) {
            Path file = model.resolve(name);
            Files.move(file, elsewhere.resolve("kept"));
            assertEquals(
                    0, new ProcessBuilder("mkfifo", file.toString()).start().waitFor());
            assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
                assertThrows(MarkhorException.class, () -> {
                    Markhor.load(model).close();
                    Markhor.load(model.resolve(SHARDED.get(0))).close();
                    read(model.resolve("blend"));
                });
                assertThrows(MarkhorException.class, () -> Markhor.load(file));
            });
            Files.delete(file);
            Files.move(elsewhere.resolve("kept"), file);
        }
    }
}
