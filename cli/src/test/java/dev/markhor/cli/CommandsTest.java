package dev.markhor.cli;

import static dev.markhor.cli.Run.ART;
import static dev.markhor.cli.Run.MODELS;
import static dev.markhor.cli.Run.RESNET;
import static dev.markhor.cli.Run.markhor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.json.Json;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** All commands but predict, run as a user runs them. */
class CommandsTest {
    private static final Set<String> RUNS = Set.of("predict", "verify", "bench", "profile");
    private static final String CHECKPOINTS = "../golden/checkpoints";

    @TempDir
    private Path folder;

    @Test
    void summaryIsKerasTable() {
        Run run = markhor("summary", RESNET);
        assertEquals(0, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals("Model: \"model\"", lines.get(0));
        assertEquals("Inputs: input_1: float32[?, 32, 32, 3]", lines.get(1));
        assertTrue(
                lines.stream()
                        .anyMatch(line -> line.matches(
                                "add \\(Add\\) +\\(None, 32, 32, 16\\) +0  activation, batch_normalization_2")),
                run.out());
        assertTrue(
                run.out()
                        .contains(
                                "Total params: 78,666 (307.29 KB)\nTrainable params: 78,186\nNon-trainable params: 480\n"),
                run.out());
    }

    @Test
    void inspectShowsTheTree() {
        Run run = markhor("inspect", RESNET);
        assertTrue(run.out().contains("HDF5 model, Keras 2.4.0, "), run.out());
        assertTrue(run.out().contains("\n      conv2d\n        bias:0"), run.out());
        Run flat = markhor("inspect", "--flat", ART);
        assertTrue(
                flat.out()
                        .lines()
                        .anyMatch(line -> line.matches("weights/layers/dense/0 +float64 +\\[784, 4] +24.50 KB")),
                flat.out());
        Json json = Json.parse(
                "output",
                markhor("inspect", "--json", MODELS + "/art/extraction.golden.npz")
                        .out());
        assertEquals("output_0", json.get("arrays").get(1).getString("name"));
        assertEquals(240, json.get("arrays").get(1).getInt("bytes"));
    }

    @Test
    void inspectShowsSavedModels() {
        String text = CHECKPOINTS + "/k2_savedmodel_text/model";
        Run run = markhor("inspect", text);
        assertEquals(0, run.code(), run.out());
        assertTrue(run.out().contains("SavedModel for serve, Keras 2.15.0, TensorFlow 2.15.1, 1 arrays"), run.out());
        assertTrue(run.out().contains("input_1 (input string[?, 1])"), run.out());
        assertTrue(run.out().contains("emb (output float32[?, 5, 3])"), run.out());
        assertTrue(run.out().contains("_lookup_layer (StringLookup 'string_lookup', vocabulary of 5)"), run.out());
        Run json = markhor("inspect", "--json", text);
        assertTrue(json.out().contains("\"tags\":[\"serve\"]"), json.out());
        Run exported = markhor("inspect", CHECKPOINTS + "/k3_export/model");
        assertTrue(exported.out().contains("9 (out/kernel)"), exported.out());
        Run files = markhor("inspect", CHECKPOINTS + "/../saved_models/lookups_k2");
        assertTrue(files.out().contains("words.txt"), files.out());
    }

    @Test
    void inspectShowsCheckpoints() {
        Run run = markhor("inspect", CHECKPOINTS + "/k2_checkpoint_object/run");
        assertTrue(run.out().contains("/run: TensorFlow checkpoint, 6 arrays, "), run.out());
        assertTrue(run.out().contains("\n  model\n    d1\n      bias "), run.out());
        assertTrue(run.out().lines().anyMatch(line -> line.matches(" {6}kernel +float32 +\\[4, 3] +48 B")), run.out());
        assertTrue(run.out().contains("\n  _CHECKPOINTABLE_OBJECT_GRAPH ("), run.out());
        Run types = markhor("inspect", CHECKPOINTS + "/raw_dtypes/bundle");
        assertTrue(types.out().contains("complex64 (complex64[2, 3], not read)"), types.out());
    }

    @Test
    void convertWritesWhatTheNameTells() {
        Path archive = folder.resolve("resnet8.keras");
        Run run = markhor("convert", RESNET, archive);
        assertEquals(0, run.code(), run.err());
        assertTrue(Files.isRegularFile(archive));
        assertTrue(run.out().matches("\\Q" + archive + "\\E \\(model for Keras 3, \\d+\\.\\d\\d KB\\)\n"), run.out());
        assertEquals(
                0, markhor("convert", archive, folder.resolve("w.weights.h5")).code());
        assertEquals(0, markhor("convert", archive, folder.resolve("w.h5")).code());
        Path checkpoint = folder.resolve("ckpt");
        assertEquals(0, markhor("convert", RESNET, checkpoint).code());
        assertTrue(markhor("inspect", checkpoint).out().contains("layer_with_weights-0"));
        Run same = markhor("diff", RESNET, checkpoint);
        assertEquals(0, same.code(), same.out());
        Run kept = markhor("convert", "--keep", RESNET, archive);
        assertEquals(1, kept.code());
        assertTrue(kept.err().contains("resnet8.keras"), kept.err());
    }

    @Test
    void convertSaysWhatWorksInstead() {
        Path model = Path.of("../golden/layers/conv_lstm2d/plain_k2.h5");
        Run refused = markhor("convert", model, folder.resolve("m.keras"));
        assertEquals(1, refused.code());
        Path weights = folder.resolve("m.weights.h5");
        assertTrue(refused.err().contains("markhor convert " + model + " " + weights), refused.err());
        assertEquals(0, markhor("convert", model, weights).code());
        assertFalse(markhor("convert", "--help").out().contains("--threads"));
    }

    @Test
    void verifyPrintsALineForEachModel() {
        Run run = markhor("verify", MODELS + "/mlperf-tiny", ART);
        assertEquals(0, run.code(), run.out());
        assertTrue(run.out().lines().filter(line -> line.startsWith("ok ")).count() >= 5, run.out());
        assertTrue(run.out().endsWith(" passed, 0 failed\n"), run.out());
    }

    @Test
    void verifySelectsFormatsAndSaysWhatItLeftOut() {
        Run run = markhor("verify", "--format", "keras", "--json", MODELS + "/art", MODELS + "/face");
        assertEquals(0, run.code(), run.out());
        List<Json> lines =
                run.out().lines().map(line -> Json.parse("line", line)).toList();
        for (Json line : lines) {
            assertEquals(
                    Set.of("model", "passed", "difference", "tolerance", "message"),
                    line.asMap().keySet());
            boolean selected = line.getString("model").endsWith(".keras");
            assertEquals(selected, !line.get("passed").isNull());
            assertEquals(selected ? "" : "not selected (hdf5)", line.getString("message"));
        }
        assertTrue(lines.stream().anyMatch(line -> !line.get("passed").isNull()), run.out());
        assertTrue(lines.stream().anyMatch(line -> line.get("passed").isNull()), run.out());
    }

    @Test
    void verifyFailsWhereAModelDoesNotLoadOrDiffers() throws IOException {
        Files.copy(Path.of(ART), folder.resolve("a.keras"));
        Files.copy(Path.of(MODELS, "mlperf-tiny/ad01.golden.npz"), folder.resolve("a.golden.npz"));
        Files.writeString(folder.resolve("b.h5"), "no model at all");
        Files.copy(Path.of(MODELS, "art/extraction.golden.npz"), folder.resolve("b.golden.npz"));
        Files.copy(Path.of(ART), folder.resolve("c.keras"));
        Files.copy(Path.of(MODELS, "art/extraction.golden.npz"), folder.resolve("c.golden.npz"));
        Run run = markhor("verify", folder);
        assertEquals(1, run.code());
        List<String> lines = run.out().lines().toList();
        assertTrue(lines.get(0).startsWith("FAIL  " + folder.resolve("a.keras")), run.out());
        assertTrue(lines.get(1).startsWith("FAIL  " + folder.resolve("b.h5")), run.out());
        assertTrue(lines.get(2).startsWith("ok    " + folder.resolve("c.keras")), run.out());
        assertEquals("1 passed, 2 failed", lines.get(3));
        assertEquals(
                1, markhor("verify", "--tolerance", "1e-30", MODELS + "/face").code());
    }

    @Test
    void verifyThatFindsNothingFails() {
        Run run = markhor("verify", folder);
        assertEquals(1, run.code());
        assertTrue(run.err().contains("no model with golden values in"), run.err());
        assertEquals("", run.out());
        assertEquals(1, markhor("verify", folder.resolve("missing")).code());
        assertEquals(1, markhor("verify", "--format", "checkpoint", MODELS).code());
    }

    @Test
    void benchTellsTimes() {
        Run table = markhor("bench", ART, MODELS + "/mlperf-tiny/ad01.h5", "--seconds", "0.1", "--threads", "1");
        assertEquals(0, table.code(), table.err());
        assertEquals(4, table.out().lines().count(), table.out());
        Json json = Json.parse(
                "output",
                markhor("bench", ART, "--seconds", "0.1", "--batch", "3", "--json")
                        .out());
        assertEquals(3, json.getInt("batch"));
        for (String time : List.of("load", "first", "median", "min", "p99")) {
            assertTrue(json.getDouble(time) > 0, time);
        }
        assertTrue(json.getDouble("min") <= json.getDouble("median"));
        assertTrue(json.getDouble("median") <= json.getDouble("p99"));
    }

    @Test
    void doctorTellsWhatRunsWhere() {
        Run run = markhor("doctor", RESNET);
        assertEquals(0, run.code(), run.err());
        assertEquals(
                RESNET + ": HDF5 model, Keras 2.4.0 on tensorflow, by the rules of Keras 2",
                run.out().lines().findFirst().orElseThrow());
        assertTrue(run.out().lines().anyMatch(line -> line.matches("conv2d \\(Conv2D\\) +natively")), run.out());
        assertTrue(run.out().contains("\nLayers: 30 (29 native, 1 with nothing to do)\n"), run.out());
        assertTrue(run.out().endsWith("\nIt will run.\n"), run.out());
        assertEquals("", run.err());
        Json json = Json.parse("output", markhor("doctor", "--json", RESNET).out());
        assertEquals(true, json.get("runs").value());
        assertEquals("KERAS2", json.getString("dialect"));
        assertEquals(30, json.get("layers").size());
        assertEquals(78_666 * 4, json.get("memory").getInt("weights"));
        assertEquals(
                "float32[1, 32, 32, 3]", json.get("memory").get("inputs").get(0).value());
    }

    @Test
    void doctorTellsWhatIsWrong() throws IOException {
        Run lambda = markhor("doctor", Run.ROOT.resolve("golden/custom/layer.keras"));
        assertEquals(1, lambda.code());
        assertTrue(lambda.out().contains("\nProblem: Dense 'dense': unknown activation 'mine>bump'"), lambda.out());
        assertTrue(lambda.out().contains("\nProblem: Scale 'scale': unknown layer class mine>Scale"), lambda.out());
        assertTrue(lambda.out().endsWith("\nIt will not run.\n"), lambda.out());
        Path noise = Files.write(folder.resolve("noise"), new byte[] {1, 2, 3, 4, 5, 6, 7, 8, 9, 10});
        for (Path file : List.of(noise, folder, folder.resolve("missing.keras"))) {
            Run run = markhor("doctor", "--json", file);
            assertEquals(1, run.code());
            assertEquals("", run.err());
            Json json = Json.parse("output", run.out());
            assertEquals(false, json.get("runs").value());
            assertEquals(1, json.get("problems").size(), run.out());
        }
        assertEquals(1, markhor("doctor", "--size", "0", RESNET).code());
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "predict",
                "summary",
                "inspect",
                "diff",
                "skeleton",
                "verify",
                "convert",
                "bench",
                "profile",
                "plot",
                "doctor"
            })
    void everyCommandHelpsWithExamples(String command) {
        Run run = markhor(command, "--help");
        assertEquals(0, run.code());
        assertTrue(run.out().startsWith("Usage: markhor " + command), run.out());
        assertTrue(run.out().contains("Examples:") && run.out().contains("  markhor " + command), run.out());
        assertEquals("", run.err());
        String examples = run.out().substring(run.out().indexOf("Examples:\n") + 10);
        assertTrue(
                examples.lines().allMatch(line -> line.startsWith("  markhor " + command)),
                "none is broken: " + examples);
        assertEquals(RUNS.contains(command), run.out().contains("--threads=N"), "threads are for what predicts");
        assertTrue(markhor("--help").out().contains("\n  " + command + " "), "the list of commands");
    }

    @Test
    void commandLinesThatAreNotUnderstoodReturn2() {
        for (Run run : List.of(
                markhor(),
                markhor("predict"),
                markhor("summary", "--nonsense", ART),
                markhor("predict", RESNET, "x.png", "--scale", "wide"),
                markhor("verify", "--format", "onnx", MODELS),
                markhor("nonsense"))) {
            assertEquals(2, run.code(), run.err());
            assertEquals("", run.out());
            assertTrue(run.err().startsWith("markhor: ") && run.err().lines().count() == 1, run.err());
        }
    }

    @Test
    void optionsThatWouldDoNothingAreRefused() {
        assertEquals(
                "markhor: --backend goes with --onnx; the backend of other runs is a setting, "
                        + "MARKHOR_JAVA_OPTIONS=-Dmarkhor.kernels=openblas\n",
                markhor("bench", ART, "--backend", "openblas").err());
        assertEquals(2, markhor("summary", "--threads", "1", ART).code());
    }

    @Test
    void wrongWordsAreNamed() {
        assertEquals(
                "markhor: no command 'foo' (commands: predict, summary, plot, doctor, inspect, diff, skeleton, verify, convert, bench, profile) (try markhor --help)\n",
                markhor("foo").err());
        for (String option : List.of("--batch", "--size", "--seconds")) {
            assertEquals(
                    "markhor: " + option + " must be positive: -1",
                    markhor("bench", option + "=-1", ART).err().strip().replace("-1.0", "-1"));
        }
    }

    @Test
    void stackTracesAreShownOnRequestOnly() {
        assertFalse(markhor("summary", folder.resolve("x.h5")).err().contains("\tat "));
        assertTrue(markhor("summary", "--debug", folder.resolve("x.h5")).err().contains("\tat "));
    }
}
