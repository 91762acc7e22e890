package dev.markhor.cli;

import static dev.markhor.cli.Run.ART;
import static dev.markhor.cli.Run.MODELS;
import static dev.markhor.cli.Run.PICTURES;
import static dev.markhor.cli.Run.RESNET;
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
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class PredictCommandTest {
    private static final String LABELS = PICTURES + "/resnet8_cifar10.labels.txt";

    @TempDir
    private Path folder;

    /** Keras 2.15 gives 0.9998 for the horse and 0.966 for the cat. */
    @Test
    void classifiesAPicture() {
        Run run = markhor("predict", RESNET, PICTURES + "/horse.png", "--labels", LABELS, "--top", 1);
        assertEquals(new Run(0, "0.9998  horse\n", ""), run);
    }

    @Test
    void severalPicturesAreABatch() {
        Run run = markhor(
                "predict", RESNET, PICTURES + "/cat.png", PICTURES + "/horse.png", "--labels", LABELS, "--top", 2);
        assertEquals(
                List.of(
                        PICTURES + "/cat.png:",
                        "0.9660  cat",
                        "0.0338  frog",
                        PICTURES + "/horse.png:",
                        "0.9998  horse",
                        "0.0002  dog"),
                run.out().lines().toList());
    }

    /** The file does not say who wrote it; the values are those of its golden files. */
    @Test
    void weightsAreReadAsTheNamedVersionReadsThem() {
        String stem = MODELS + "/music-tagger/crnn_weights_theano";
        Run variance = markhor("predict", stem + ".h5", stem + ".golden.npz", "--writer", "1.1.0,theano", "--top", 1);
        Run deviation = markhor("predict", stem + ".h5", stem + ".golden.npz", "--writer", "1.0.6,theano", "--top", 1);
        assertEquals(List.of(0, 0), List.of(variance.code(), deviation.code()), variance.err() + deviation.err());
        assertTrue(variance.out().contains("0.2527"), variance.out());
        assertTrue(deviation.out().contains("0.3277"), deviation.out());
        Run wrong = markhor("predict", stem + ".h5", stem + ".golden.npz", "--writer", "theano");
        assertEquals(1, wrong.code());
        assertTrue(wrong.err().contains("--writer theano: a version of Keras was expected"), wrong.err());
    }

    @Test
    void aLineIsATextForAModelThatTakesTexts() throws IOException {
        Path texts = Files.writeString(folder.resolve("texts.csv"), "red, green\nblue; blue\n");
        Run run = markhor("predict", Run.ROOT.resolve("golden/structures/text_classifier.keras"), texts, "--json");
        assertEquals(0, run.code(), run.err());
        assertEquals(
                2,
                Json.parse("out", run.out()).asMap().values().iterator().next().size());
    }

    @Test
    void scaleSetsTheRangeOfAPicturesValues() {
        String labels = PICTURES + "/vww_96.labels.txt";
        Run run = markhor(
                "predict",
                MODELS + "/mlperf-tiny/vww_96.h5",
                PICTURES + "/cat.png",
                "--labels",
                labels,
                "--scale=0..1");
        assertEquals("0.9580  no person\n0.0420  person\n", run.out());
    }

    @Test
    void writesWhatKerasComputed() {
        Path golden = Path.of(MODELS, "art/extraction.golden.npz");
        for (String name : new String[] {"out.npz", "out.npy"}) {
            Run run = markhor("predict", ART, golden, "--output", folder.resolve(name));
            assertEquals(new Run(0, "", ""), run);
        }
        Tensor expected = Npz.readAll(golden).get("output_0");
        Tensor result = Npz.readAll(folder.resolve("out.npz")).get("output_0");
        assertEquals(expected.shape(), result.shape());
        double[] values = result.toDoubleArray();
        for (int i = 0; i < values.length; i++) {
            assertEquals(expected.getDouble(i), values[i], 1e-9);
        }
        assertEquals(result, Npy.read(folder.resolve("out.npy")));
    }

    @Test
    void printsJson() throws IOException {
        Path golden = Path.of(MODELS, "art/extraction.golden.npz");
        Run run = markhor("predict", ART, golden, "--json");
        Json json = Json.parse("output", run.out());
        assertEquals(3, json.get("output_0").size());
        assertEquals(10, json.get("output_0").get(0).size());
        markhor("predict", ART, golden, "-o", folder.resolve("out.json"));
        assertEquals(run.out(), Files.readString(folder.resolve("out.json")));
    }

    @Test
    void readsTablesAndSingleSamples() throws IOException {
        float[] sample = Npz.readAll(Path.of(MODELS, "mlperf-tiny/ad01.golden.npz"))
                .get("input_0")
                .toFloatArray();
        StringBuilder row = new StringBuilder();
        for (int i = 0; i < 640; i++) {
            row.append(i == 0 ? "" : ",").append(sample[i]);
        }
        Path csv = Files.writeString(folder.resolve("two.csv"), row + "\n" + row + "\n");
        Path npy = folder.resolve("one.npy");
        Npy.write(npy, Tensor.of(java.util.Arrays.copyOf(sample, 640), 640));
        Path npz = folder.resolve("named.npz");
        Npz.write(npz, Map.of("anything", Tensor.of(java.util.Arrays.copyOf(sample, 640), 1, 640)));
        String model = MODELS + "/mlperf-tiny/ad01.h5";
        Json table = Json.parse(
                        "output", markhor("predict", model, csv, "--json").out())
                .get("output_0");
        assertEquals(2, table.size());
        for (Path other : new Path[] {npy, npz}) {
            Json single = Json.parse(
                            "output", markhor("predict", model, other, "--json").out())
                    .get("output_0");
            assertEquals(table.get(0).value(), single.get(0).value());
        }
    }

    @Test
    void errorsAreOneLineAndSayWhatIsWrong() throws IOException {
        Path csv = Files.writeString(folder.resolve("x.csv"), "1,2,3\n4,5\n");
        Path text = Files.writeString(folder.resolve("x.png"), "no picture");
        assertFails("x.csv: line 1 has 3 values, line 2 has 2", markhor("predict", ART, csv));
        assertFails("not a picture", markhor("predict", RESNET, text));
        assertFails("no such file", markhor("predict", RESNET, folder.resolve("missing.png")));
        assertFails(folder + " is a folder", markhor("predict", RESNET, folder));
        assertFails("@missing.h5", markhor("predict", "@missing.h5", folder));
        assertFails("found a device", markhor("predict", "/dev/zero", folder));
        assertFails(
                "the model's input is float64[?, 784], not a picture", markhor("predict", ART, PICTURES + "/cat.png"));
        assertFails(
                "there are 2 labels for 10 classes",
                markhor("predict", RESNET, PICTURES + "/cat.png", "--labels", csv));
        assertFails("missing.h5", markhor("predict", folder.resolve("missing.h5"), PICTURES + "/cat.png"));
        assertFails("not a Keras", markhor("predict", PICTURES + "/cat.png", PICTURES + "/cat.png"));
        Path narrow = Files.writeString(folder.resolve("narrow.csv"), "1,2,3\n4,5,6\n");
        assertFails(
                "narrow.csv: 2 sample(s) of shape [3], the model takes samples of shape [32, 32, 3] (3072 values each)",
                markhor("predict", RESNET, narrow));
        Path npz = folder.resolve("narrow.npz");
        Npz.write(npz, Map.of("input_0", Tensor.of(new float[6], 2, 3)));
        assertFails("narrow.npz, input_0: 2 sample(s) of shape [3]", markhor("predict", RESNET, npz));
        assertFails("--top must be positive: 0", markhor("predict", RESNET, narrow, "--top", 0));
        Path lost = folder.resolve("lost/x.npz");
        assertFails("x.npz: no such folder: ", markhor("predict", RESNET, narrow, "-o", lost));
        assertFails("x.txt: .npz, .npy or .json", markhor("predict", RESNET, narrow, "-o", folder.resolve("x.txt")));
    }

    @Test
    void weightsAloneSayHowToGiveTheArchitecture() throws IOException {
        Path weights = folder.resolve("w.hdf5");
        Files.copy(Run.ROOT.resolve("golden/formats/legacy_weights_sequential.hdf5"), weights);
        Run run = markhor("predict", weights, "x.csv");
        assertFails("w.hdf5 holds weights only", run);
        assertFails("--architecture", run);
        assertFails("w.json", run);
    }

    @Test
    void whatIsNoDistributionIsPrintedAsItIs() throws IOException {
        Path model = Run.ROOT.resolve("golden/layers/dense/plain.keras");
        Path input = Run.ROOT.resolve("golden/layers/dense/plain.golden.npz");
        List<String> lines = markhor("predict", model, input).out().lines().toList();
        assertEquals(2, lines.size());
        assertTrue(lines.get(0).startsWith("sample 0:  "), lines.toString());
        assertTrue(markhor("predict", model, input, "--top", 1).out().contains("class "));
    }

    private static void assertFails(String message, Run run) {
        assertEquals(1, run.code());
        assertEquals("", run.out());
        assertEquals(1, run.err().lines().count(), run.err());
        assertTrue(run.err().startsWith("markhor: ") && run.err().contains(message), run.err());
    }
}
