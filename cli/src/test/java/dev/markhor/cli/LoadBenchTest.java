package dev.markhor.cli;

import static dev.markhor.cli.Run.ROOT;
import static dev.markhor.cli.Run.markhor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.json.Json;
import dev.markhor.graph.Value;
import dev.markhor.keras.Extension;
import dev.markhor.keras.LoadOptions;
import dev.markhor.layers.Dense;
import dev.markhor.model.Model;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** {@code bench --weights}, with files too small to tell anything about speed. */
class LoadBenchTest {
    static final Path CHECKPOINT = ROOT.resolve("golden/checkpoints/k2_sequential/ckpt");
    static final String SEQUENTIAL = "{\"class_name\": \"Sequential\", \"config\": {\"name\": \"seq\", \"layers\": ["
            + "{\"class_name\": \"InputLayer\", \"config\": {\"name\": \"x\", \"batch_input_shape\": [null, 4], \"dtype\": \"float32\"}},"
            + "{\"class_name\": \"Dense\", \"config\": {\"name\": \"a\", \"units\": 3, \"activation\": \"relu\"}},"
            + "{\"class_name\": \"Dropout\", \"config\": {\"name\": \"dropout\", \"rate\": 0.2}},"
            + "{\"class_name\": \"BatchNormalization\", \"config\": {\"name\": \"n\"}},"
            + "{\"class_name\": \"Dense\", \"config\": {\"name\": \"b\", \"units\": 2}}]}, \"keras_version\": \"2.15.0\"}";

    @TempDir
    private Path folder;

    /** The model of golden/restoring, as a user would have written it. */
    public static final class Blend extends Model {
        private final Dense first = new Dense(3).activation("tanh");
        private final Dense second = new Dense(3);

        @Override
        protected Value call(Value x) {
            return second.apply(first.apply(x));
        }
    }

    /** Knows whose weights the files called {@code blend} hold. */
    public static final class Blends implements Extension {
        @Override
        public LoadOptions register(LoadOptions options) {
            return options.withModel(file ->
                    file.getFileName().toString().startsWith("blend") ? Optional.of(new Blend()) : Optional.empty());
        }
    }

    private Path sequential() throws IOException {
        return Files.writeString(folder.resolve("seq.json"), SEQUENTIAL);
    }

    /** The lines of a comparison in JSON. */
    private static List<Json> lines(Run run) {
        assertEquals(0, run.code(), run.err());
        return run.out().lines().map(line -> Json.parse("output", line)).toList();
    }

    private static List<String> ways(List<Json> lines) {
        return lines.stream().map(line -> line.getString("way")).toList();
    }

    @Test
    void aSequentialModelIsRestoredBuiltAndUnbuilt() throws IOException {
        List<Json> lines = lines(markhor(
                "bench",
                sequential(),
                "--weights",
                ROOT.resolve("golden/checkpoints/k2_sequential/legacy.h5"),
                "--weights",
                CHECKPOINT,
                "--rounds",
                "2",
                "--json"));
        assertEquals(
                List.of(
                        "into the built model",
                        "into the built model",
                        "into the built model, no checksums",
                        "before it is built",
                        "before it is built, no checksums"),
                ways(lines));
        assertEquals(1164 + 605, lines.get(1).getInt("bytes"), "index and data");
        for (Json line : lines) {
            assertEquals(2, line.get("markhor").getInt("runs"));
            assertTrue(line.get("markhor").getDouble("min") > 0);
            assertTrue(line.get("read").getDouble("min") > 0);
            assertEquals(line.getString("way").startsWith("before"), line.has("until_returned"));
        }
        Json deferred = lines.get(3);
        assertTrue(deferred.get("until_returned").getDouble("min")
                < deferred.get("markhor").getDouble("min"));
    }

    @Test
    void aTableHasALineForEachWay() throws IOException {
        Run run = markhor("bench", sequential(), "--weights", CHECKPOINT, "--rounds", "1");
        assertEquals(0, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals("milliseconds, by turns, 1 rounds; MB/s and ratios are of the medians", lines.get(0));
        assertTrue(lines.get(1).matches("file +way +MB +median +min +MB/s +read +x read"), lines.get(1));
        assertTrue(lines.get(4).matches(".*ckpt  before it is built +0\\.002( +[0-9.]+){5}"), lines.get(4));
        assertTrue(lines.get(5).matches(" +- of that until loadWeights returns( +[0-9.]+){2}"), lines.get(5));
        assertEquals(9, lines.size(), run.out());
    }

    @Test
    void aFunctionalModelIsBuiltWhenItIsMade() {
        Path folder = ROOT.resolve("golden/formats");
        Run run = markhor(
                "bench",
                folder.resolve("whole_keras.keras"),
                "--weights",
                folder.resolve("weights.weights.h5"),
                "--weights",
                folder.resolve("whole_legacy.h5"),
                "--rounds",
                "1");
        assertEquals(0, run.code(), run.err());
        assertEquals(
                2,
                run.out().lines().filter(line -> line.contains("whole model")).count(),
                run.out());
        assertEquals(
                2,
                run.out()
                        .lines()
                        .filter(line -> line.contains("into the built model"))
                        .count(),
                run.out());
    }

    @Test
    void aCheckpointMayHaveAnObjectAroundTheModel() {
        Path folder = ROOT.resolve("benchmarks/models/mlp_small");
        Run run = markhor(
                "bench",
                folder.resolve("model.keras"),
                "--weights",
                folder.resolve("ckpt"),
                "--checkpoint-root",
                "model",
                "--rounds",
                "1");
        assertEquals(0, run.code(), run.err());
        assertEquals(
                2,
                run.out()
                        .lines()
                        .filter(line -> line.matches(".*ckpt +into the built model.*"))
                        .count(),
                run.out());
        assertTrue(
                run.out()
                        .endsWith(
                                "before it is built: not with this model, which has its variables as soon as it is made\n"),
                run.out());
        Run without = markhor("bench", folder.resolve("model.keras"), "--weights", folder.resolve("ckpt"));
        assertTrue(without.err().contains("the file has all under 'model'"), without.err());
    }

    @ParameterizedTest
    @ValueSource(strings = {"checkpoints/k2_savedmodel_functional/model", "formats/whole_keras.keras"})
    void aFileWithItsModelNeedsNoOther(String file) {
        List<Json> lines =
                lines(markhor("bench", "--weights", ROOT.resolve("golden").resolve(file), "--rounds", "1", "--json"));
        assertEquals(List.of("whole model", "into the built model"), ways(lines).subList(0, 2));
    }

    @Test
    void aSavedModelMakesTheModelForOtherFiles() {
        Path model = ROOT.resolve("golden/checkpoints/k2_savedmodel_functional/model");
        List<Json> lines = lines(markhor("bench", model, "--weights", model, "--rounds", "1", "--json"));
        assertEquals(List.of("whole model", "into the built model", "into the built model, no checksums"), ways(lines));
        Run exported = markhor("bench", "--weights", ROOT.resolve("golden/checkpoints/k3_export/model"));
        assertTrue(exported.err().contains("holds weights only: give the model beside it"), exported.err());
    }

    private Path extensions() throws IOException {
        Path services = Files.createDirectories(folder.resolve("classes/META-INF/services"));
        Files.writeString(services.resolve(Extension.class.getName()), Blends.class.getName());
        return folder.resolve("classes");
    }

    @Test
    void aModelOfOnesOwnIsRestoredBeforeItIsBuilt() throws IOException {
        String blend = ROOT.resolve("golden/restoring/blend").toString();
        List<Json> lines = lines(markhor(
                "bench",
                "--extensions",
                extensions(),
                "--weights",
                blend,
                "--weights",
                blend + ".h5",
                "--shape",
                "3",
                "--rounds",
                "1",
                "--json"));
        assertEquals(5, lines.size());
        assertEquals("before it is built", lines.get(2).getString("way"));
        assertEquals(blend + ".h5", lines.get(4).getString("file"));
    }

    @Test
    void aModelThatDoesNotSayWhatItTakesNeedsAShape() throws IOException {
        Run run = markhor("bench", "--extensions", extensions(), "--weights", ROOT.resolve("golden/restoring/blend"));
        assertEquals(1, run.code());
        assertTrue(run.err().contains("model 'blend' does not say what it takes: say it by --shape"), run.err());
        assertEquals("", run.out());
        Run wrong = markhor("bench", "--weights", "blend", "--shape", "3,many");
        assertEquals(2, wrong.code());
        assertTrue(wrong.err().contains("as in 32,32,3 or 12:int32, found '3,many'"), wrong.err());
    }

    @Test
    void whatDoesNotFitIsToldBeforeAnythingIsTimed() throws IOException {
        Path missing = folder.resolve("none.h5");
        Run none = markhor("bench", sequential(), "--weights", missing);
        assertEquals(1, none.code());
        assertEquals("markhor: no such file: " + missing + "\n", none.err());
        Run other = markhor("bench", sequential(), "--weights", ROOT.resolve("golden/restoring/blend.h5"));
        assertEquals(1, other.code());
        assertTrue(other.err().contains("blend.h5"), other.err());
        Run alone = markhor("bench", "--weights", CHECKPOINT);
        assertEquals(1, alone.code());
        assertTrue(alone.err().contains("ckpt holds weights only: give the model beside it"), alone.err());
        Run empty = markhor("bench", sequential(), "--python", "python3");
        assertTrue(empty.err().startsWith("markhor: nothing to load: a MODEL with weights, or --weights"), empty.err());
        Run two = markhor("bench", sequential(), sequential(), "--weights", CHECKPOINT);
        assertTrue(two.err().startsWith("markhor: one MODEL is compared at a time"), two.err());
        assertEquals("markhor: a MODEL is missing\n", markhor("bench").err());
    }
}
