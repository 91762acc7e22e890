package dev.markhor.cli;

import static dev.markhor.cli.Run.ART;
import static dev.markhor.cli.Run.RESNET;
import static dev.markhor.cli.Run.ROOT;
import static dev.markhor.cli.Run.markhor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.json.Json;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npz;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What {@code inspect} shows in place of the tree. */
class InspectViewsTest {
    private static final Path CHECKPOINTS = ROOT.resolve("golden/checkpoints");

    @TempDir
    private Path folder;

    @Test
    void statsTellWhatValuesAreLike() {
        float[] values = {0, 0, 1, 2, Float.NaN, Float.POSITIVE_INFINITY, 4, -1};
        Path file = folder.resolve("a.npz");
        Npz.write(file, Map.of("x", Tensor.of(values, 2, 4)));
        Run run = markhor("inspect", "--stats", file);
        assertEquals(0, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals(file + ": NumPy archive, 1 arrays", lines.get(0));
        assertTrue(
                lines.get(2)
                        .matches(
                                "x +float32 +\\[2, 4] +-1\\.000 +4\\.000 +1\\.000 +1\\.633 +25\\.0% +1, 1 +\\[= {2}@ {2}= {2}= {5}=]"),
                run.out());
        Json json = Json.parse(
                "output", markhor("inspect", "--stats", "--json", file).out());
        Json array = json.get("arrays").get(0);
        assertEquals(-1, array.getDouble("min"));
        assertEquals(Math.sqrt(16 / 6.0), array.getDouble("std"), 1e-12);
        assertEquals(2, array.getInt("zeros"));
        assertEquals(1, array.getInt("nan"));
        assertEquals(16, array.get("histogram").size());
    }

    @Test
    void statsReadEveryFormat() {
        for (Path file : List.of(
                Path.of(RESNET),
                Path.of(ART),
                CHECKPOINTS.resolve("k2_functional/ckpt"),
                CHECKPOINTS.resolve("k3_export/model"))) {
            Run run = markhor("inspect", "--stats", file);
            assertEquals(0, run.code(), run.err());
            assertTrue(run.out().contains("kernel")
                    || run.out().contains("vars/0")
                    || run.out().contains("variables/0"));
        }
    }

    @Test
    void objectsAreATree() {
        Run run = markhor("inspect", "--objects", CHECKPOINTS.resolve("k2_optimizer_slots/slots"));
        assertEquals(0, run.code(), run.err());
        assertTrue(run.out().contains("/slots: TensorFlow checkpoint, 22 objects\n  d1\n    kernel "), run.out());
        assertTrue(
                run.out().lines().anyMatch(line -> line.matches(" {4}kernel +float32 +\\[4, 3] +net/dense_145/kernel")),
                run.out());
        assertTrue(run.out().contains("\n  optimizer (8 values for variables)\n"), run.out());
        assertTrue(run.out().contains("\n  train_function = train_tf_function\n  root = (root)\n"), run.out());
        assertEquals(2, markhor("inspect", "--objects", "--json", RESNET).code());
        assertEquals(1, markhor("inspect", "--objects", RESNET).code());
        assertEquals(
                1,
                markhor("inspect", "--objects", CHECKPOINTS.resolve("v1_name_based/model-77"))
                        .code());
    }

    @Test
    void configurationsArePretty() {
        for (Object file : List.of(ART, RESNET, CHECKPOINTS.resolve("k2_savedmodel_functional/model"))) {
            Run run = markhor("inspect", "--config", file);
            assertEquals(0, run.code(), run.err());
            assertTrue(run.out().startsWith("{\n  \""), run.out());
            assertTrue(Json.parse("output", run.out()).has("class_name"), run.out());
        }
        Run weights = markhor("inspect", "--config", CHECKPOINTS.resolve("k2_functional/ckpt"));
        assertEquals(1, weights.code());
        assertTrue(weights.err().contains("a TensorFlow checkpoint, which has no configuration"), weights.err());
        assertEquals(2, markhor("inspect", "--config", "--stats", ART).code());
    }

    @Test
    void stringsAreShownWithoutControlCharacters() {
        Run run = markhor("inspect", CHECKPOINTS.resolve("raw_dtypes/bundle"));
        assertTrue(
                run.out().lines().anyMatch(line -> line.matches(" {4}scalar +string +\\[] +0 B +'hello'")), run.out());
        assertTrue(
                run.out()
                        .contains(
                                "'a', '', 'héllo', 'xxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxxx...', 'nul\\u0000byte', ... 6 in all\n"),
                run.out());
        assertEquals("a\\nb\\u001b[31m", Printable.text("a\nb\u001b[31m"));
    }
}
