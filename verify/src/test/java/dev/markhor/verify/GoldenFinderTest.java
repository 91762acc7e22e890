package dev.markhor.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.restore.Writer;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import java.util.OptionalDouble;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class GoldenFinderTest {
    @TempDir
    private Path folder;

    private Path put(String name, String text) {
        try {
            Path file = folder.resolve(name);
            Files.createDirectories(file.getParent());
            return Files.writeString(file, text);
        } catch (IOException e) {
            throw new java.io.UncheckedIOException(e);
        }
    }

    private List<String> models(Path... paths) {
        return GoldenFinder.find(List.of(paths)).stream()
                .map(golden -> folder.relativize(golden.model()) + " "
                        + golden.problem().orElse(golden.format().title()))
                .toList();
    }

    @Test
    void tellsWhichClassesAModelNeeds() {
        put("x.golden.npz", "");
        put("x.h5", "");
        put("x.golden.json", "{\"custom_objects\": {\"Scale\": \"k * x\", \"bump\": \"\"}}");
        put("y.golden.npz", "");
        put("y.h5", "");
        List<GoldenCase> cases = GoldenFinder.find(List.of(folder));
        assertEquals(List.of("Scale", "bump"), cases.get(0).customObjects());
        assertEquals(List.of(), cases.get(1).customObjects());
    }

    @Test
    void findsEveryModelOfTheNameBesideTheGoldenFile() {
        put("a/x.golden.npz", "");
        put("a/x.keras", "PK");
        put("a/x.h5", "\u0089HDF");
        put("a/x.hdf5", "");
        put("a/x.index", "");
        put("a/x.txt", "");
        put("a/y.h5", "");
        put("b/z.golden.npz", "");
        put("b/z/saved_model.pb", "");
        put("b/u.golden.npz", "");
        put("b/u/config.json", "");
        put("b/u/model.weights.h5", "");
        assertEquals(
                List.of(
                        "a/x.keras keras",
                        "a/x.h5 hdf5",
                        "a/x.hdf5 hdf5",
                        "a/x checkpoint",
                        "b/u keras",
                        "b/z saved_model"),
                models(folder));
    }

    @Test
    void theUnnamedGoldenFileBelongsToModel() {
        put("a/golden.npz", "");
        put("a/model.keras", "PK");
        put("b/golden.npz", "");
        put("b/model.json", "{}");
        put("b/model.weights.h5", "");
        put("b/ckpt/weights.index", "");
        assertEquals(
                List.of("a/model.keras keras", "b/model.weights.h5 hdf5", "b/ckpt/weights checkpoint"), models(folder));
        GoldenCase weights = GoldenFinder.find(List.of(folder.resolve("b"))).get(0);
        assertEquals(List.of(folder.resolve("b/model.json")), weights.architectures());
    }

    @Test
    void theDescriptionNamesTheModel() {
        put("x.golden.npz", "");
        put("x.golden.json", "{\"model\": \"sub/saved_model.pb\", \"tolerance\": 1e-3, \"surprise\": [1]}");
        put("x.h5", "");
        put("sub/saved_model.pb", "");
        List<GoldenCase> cases = GoldenFinder.find(List.of(folder));
        assertEquals(List.of("sub saved_model"), models(folder));
        assertEquals(OptionalDouble.of(1e-3), cases.get(0).tolerance());
    }

    @Test
    void furtherCallsAndLayersAndArchitecturesBelongToTheCase() {
        put("x.golden.npz", "");
        put("x.golden_2.npz", "");
        put("x.golden_10.npz", "");
        put("x.layers.npz", "");
        put("x.hdf5", "");
        put("x.json", "{}");
        put("architecture.json", "{}");
        GoldenCase golden = GoldenFinder.find(List.of(folder)).get(0);
        assertEquals(
                List.of("x.golden.npz", "x.golden_2.npz", "x.golden_10.npz"),
                golden.calls().stream()
                        .map(call -> call.getFileName().toString())
                        .toList());
        assertEquals(folder.resolve("x.layers.npz"), golden.layers().orElseThrow());
        assertEquals(List.of(folder.resolve("x.json"), folder.resolve("architecture.json")), golden.architectures());
    }

    @Test
    void aSingleModelOrGoldenFileSelectsItsCase() {
        put("x.golden.npz", "");
        put("x.keras", "PK");
        put("x.h5", "");
        put("y.golden.npz", "");
        put("y/saved_model.pb", "");
        assertEquals(List.of("x.h5 hdf5"), models(folder.resolve("x.h5")));
        assertEquals(List.of("x.keras keras", "x.h5 hdf5"), models(folder.resolve("x.golden.npz")));
        assertEquals(List.of("y saved_model"), models(folder.resolve("y")));
        assertEquals(List.of(), models(folder.resolve("nothing.h5")));
    }

    @Test
    void whatCannotBeRunIsACaseWithAProblem() {
        put("a.golden.npz", "");
        put("b.golden.npz", "");
        put("b.golden.json", "{\"model\": \"../../elsewhere.h5\"}");
        put("c.golden.npz", "");
        put("c.golden.json", "{\"model\": \"c.h5\"}");
        put("d.golden.npz", "");
        put("d.golden.json", "{");
        put("d.h5", "");
        List<String> found = models(folder);
        assertEquals("a.golden.npz no model a beside it", found.get(0));
        assertEquals("b.golden.npz its model ../../elsewhere.h5 lies outside of the folder", found.get(1));
        assertEquals("c.golden.npz its model c.h5 is not there", found.get(2));
        assertTrue(found.get(3).contains("invalid JSON"), found.get(3));
    }

    @Test
    void aModelMayBeReadAsAnotherVersionsFile() {
        put("x.golden.npz", "");
        put("x.h5", "");
        put("x.keras106.golden.npz", "");
        put("x.keras106.golden.json", "{\"model\": \"x.h5\"}");
        put("y.golden.npz", "");
        put("y.h5", "");
        put("y.golden.json", "{\"reads_as\": {\"keras_version\": \"1.1.0\", \"backend\": \"theano\"}}");
        assertEquals(
                List.of(
                        Optional.empty(),
                        Optional.of(Writer.ofKeras("1.0.6")),
                        Optional.of(Writer.ofKeras("1.1.0").withBackend("theano"))),
                GoldenFinder.find(List.of(folder)).stream()
                        .map(GoldenCase::writer)
                        .toList());
    }
}
