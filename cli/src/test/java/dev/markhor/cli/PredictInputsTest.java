package dev.markhor.cli;

import static dev.markhor.cli.Run.MODELS;
import static dev.markhor.cli.Run.PICTURES;
import static dev.markhor.cli.Run.RESNET;
import static dev.markhor.cli.Run.ROOT;
import static dev.markhor.cli.Run.markhor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.json.Json;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npy;
import dev.markhor.verify.npy.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which file goes to which input, and what rows of results are called. */
class PredictInputsTest {
    /** Takes {@code {"wide": [batch, 3], "deep": [batch, 5]}}, in the order of the names: deep, wide. */
    private static final Path TWO_INPUTS = ROOT.resolve("golden/structures/dict_inputs.keras");

    private static final String INPUTS = "deep: float32[?, 5], wide: float32[?, 3]";

    @TempDir
    private Path folder;

    private Path deep;
    private Path wide;
    private Path oneWide;

    @BeforeEach
    void writeTables() throws IOException {
        deep = Files.writeString(folder.resolve("deep.csv"), "1,2,3,4,5\n6,7,8,9,10\n");
        wide = Files.writeString(folder.resolve("wide.csv"), "1,2,3\n4,5,6\n");
        oneWide = Files.writeString(folder.resolve("one.csv"), "4,5,6\n");
    }

    private static List<String> rows(Run run) {
        assertEquals(0, run.code(), run.err());
        return run.out().lines().map(line -> line.replaceAll(":.*", "")).toList();
    }

    private static void assertFails(String message, Run run) {
        assertEquals(1, run.code());
        assertEquals("markhor: " + message + "\n", run.err());
        assertEquals("", run.out());
    }

    @Test
    void summaryTellsTheOrderThatPredictTakes() {
        assertEquals(
                "Inputs: " + INPUTS,
                markhor("summary", TWO_INPUTS).out().lines().toList().get(1));
        Run ordered = markhor("predict", TWO_INPUTS, deep, wide);
        assertEquals(List.of("sample 0", "sample 1"), rows(ordered));
        assertEquals(ordered, markhor("predict", TWO_INPUTS, "wide=" + wide, "deep=" + deep));
        assertEquals(ordered, markhor("predict", TWO_INPUTS, "deep=" + deep, "wide=" + wide));
    }

    @Test
    void severalFilesOfAnInputAreABatchWhoseRowsTheyName() throws IOException {
        Path first = Files.writeString(folder.resolve("first.csv"), "1,2,3\n");
        Run run = markhor("predict", TWO_INPUTS, "wide=" + first, "deep=" + deep, "wide=" + oneWide);
        assertEquals(List.of(first.toString(), oneWide.toString()), rows(run));
        assertEquals(
                markhor("predict", TWO_INPUTS, deep, wide).out().replaceAll("sample .: +", ""),
                run.out().replaceAll("\\S+: +", ""));
    }

    @Test
    void aFileWithSeveralSamplesNamesEachOfThem() throws IOException {
        Path model = ROOT.resolve("golden/layers/dense/plain.keras");
        long width = Npz.readAll(ROOT.resolve("golden/layers/dense/plain.golden.npz"))
                .get("input_0")
                .shape()
                .dim(1);
        String line = "1,".repeat((int) width - 1) + "1\n";
        Path one = Files.writeString(folder.resolve("a.csv"), line);
        Path two = Files.writeString(folder.resolve("b.csv"), line + line);
        assertEquals(List.of(one.toString()), rows(markhor("predict", model, one)));
        assertEquals(List.of("sample 0", "sample 1"), rows(markhor("predict", model, two)));
        assertEquals(
                List.of(one.toString(), two + ", sample 0", two + ", sample 1"),
                rows(markhor("predict", model, one, two)));
    }

    /** As Keras' predict: "Make sure all arrays contain the same number of samples". */
    @Test
    void noInputIsRepeatedForTheOthers() {
        assertFails(
                "all inputs need the same number of samples, and none is repeated: deep has 2 (" + deep
                        + "), wide has 1 (" + oneWide + ")",
                markhor("predict", TWO_INPUTS, deep, oneWide));
        assertFails(
                "all inputs need the same number of samples, and none is repeated: deep has 2 (" + deep
                        + "), wide has 3 (2 files)",
                markhor("predict", TWO_INPUTS, "deep=" + deep, "wide=" + wide, "wide=" + oneWide));
        Path archive = folder.resolve("uneven.npz");
        Npz.write(archive, Map.of("deep", Tensor.of(new float[10], 2, 5), "wide", Tensor.of(new float[3], 1, 3)));
        assertFails(
                "all inputs need the same number of samples, and none is repeated: deep has 2, wide has 1",
                markhor("predict", TWO_INPUTS, archive));
    }

    @Test
    void filesWithoutAnInputAndInputsWithoutAFileAreNamed() {
        assertFails(
                "the model has 2 inputs, in this order: " + INPUTS
                        + "; found 1 file, where one for each was expected, one .npz "
                        + "with all of them, or several each by name, as in deep=FILE wide=FILE",
                markhor("predict", TWO_INPUTS, deep));
        assertFails(
                "no file for input 'wide': wide=FILE was expected; the inputs are " + INPUTS,
                markhor("predict", TWO_INPUTS, "deep=" + deep));
        assertFails(
                wide + ": for which input is it? Name all files or none, as in deep=FILE wide=FILE; the inputs are "
                        + INPUTS,
                markhor("predict", TWO_INPUTS, "deep=" + deep, wide));
        assertFails(
                "narrow=" + wide + ": no such file, and the model has no input 'narrow'; its inputs are " + INPUTS,
                markhor("predict", TWO_INPUTS, "deep=" + deep, "narrow=" + wide));
        assertFails(
                wide
                        + ": 2 sample(s) of shape [3], input 'deep' takes samples of shape [5] (5 values each); the inputs are, "
                        + "in this order, " + INPUTS + ", or NAME=FILE",
                markhor("predict", TWO_INPUTS, wide, deep));
        Path archive = folder.resolve("others.npz");
        Npz.write(archive, Map.of("deep", Tensor.of(new float[10], 2, 5)));
        Npz.write(archive, Map.of("input_0", Tensor.of(new float[10], 2, 5)));
        assertFails(
                archive + " has input_0; the model's inputs are " + INPUTS
                        + ": name the arrays like these, or input_0, input_1, ... in this order",
                markhor("predict", TWO_INPUTS, archive));
    }

    @Test
    void aFileMayHaveAnEqualsSignInItsName() throws IOException {
        Path odd = Files.copy(deep, folder.resolve("lr=0.1.csv"));
        assertEquals(0, markhor("predict", TWO_INPUTS, odd, wide).code());
        assertEquals(
                0, markhor("predict", TWO_INPUTS, "wide=" + wide, "deep=" + odd).code());
    }

    @Test
    void arraysOfTextsAndNumbersAreNotMixedUp() {
        Path texts = folder.resolve("texts.npy");
        Npy.write(texts, Tensor.of(new String[] {"red", "green"}, 2, 1));
        Path numbers = folder.resolve("numbers.npy");
        Npy.write(numbers, Tensor.of(new float[640], 1, 640));
        assertFails(
                texts + " holds texts, the model takes numbers: float32[?, 640]",
                markhor("predict", MODELS + "/mlperf-tiny/ad01.h5", texts));
        Path model = ROOT.resolve("golden/structures/text_classifier.keras");
        Run run = markhor("predict", model, numbers);
        assertTrue(
                run.err().startsWith("markhor: " + numbers + " holds numbers, the model takes texts: string"),
                run.err());
        Run batch = markhor("predict", model, texts, texts, "--json");
        assertEquals(4, Json.parse("output", batch.out()).get("output_0").size(), batch.err());
    }

    @Test
    void filesOfOneBatchAreAlike() {
        Path floats = folder.resolve("a.npy");
        Path doubles = folder.resolve("b.npy");
        Npy.write(floats, Tensor.of(new float[640], 1, 640));
        Npy.write(doubles, Tensor.of(new double[640], 1, 640));
        assertFails(
                "the files of one input need samples of one size and type: " + floats + " is float32[1, 640], "
                        + doubles + " is float64[1, 640]",
                markhor("predict", MODELS + "/mlperf-tiny/ad01.h5", floats, doubles));
    }

    @Test
    void whatIsNoInputIsRefusedInWords() throws IOException {
        Path json = Files.writeString(folder.resolve("x.json"), "[[1, 2]]");
        assertFails(json + ": JSON is not read; give it as .csv, .npy or .npz", markhor("predict", RESNET, json));
        assertFails(
                PICTURES + "/cat.png: the model's input is float32[?, 640], not a picture; give it .csv, .npy or .npz",
                markhor("predict", MODELS + "/mlperf-tiny/ad01.h5", PICTURES + "/cat.png"));
        Path cut = Files.write(
                folder.resolve("cut.png"),
                java.util.Arrays.copyOf(Files.readAllBytes(Path.of(PICTURES, "cat.png")), 300));
        assertTrue(markhor("predict", RESNET, cut).err().startsWith("markhor: " + cut + ": damaged picture: "));
    }
}
