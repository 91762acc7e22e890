package dev.markhor.cli;

import static dev.markhor.cli.Run.RESNET;
import static dev.markhor.cli.Run.ROOT;
import static dev.markhor.cli.Run.markhor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.json.Json;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class DiffCommandTest {
    private static final Path CHECKPOINTS = ROOT.resolve("golden/checkpoints");
    private static final String LAYER_1 = "model_weights/conv2d_1/conv2d_1/";
    private static final String LAYER_2 = "model_weights/conv2d_2/conv2d_2/";

    @TempDir
    private Path folder;

    @Test
    void aFileIsLikeItself() {
        Run run = markhor("diff", RESNET, RESNET);
        assertEquals(0, run.code(), run.err());
        List<String> lines = run.out().lines().toList();
        assertEquals("A: " + RESNET + ": HDF5 model", lines.get(0));
        assertEquals("48 same.", lines.get(2));
        assertEquals(
                "Not compared in A: 69 arrays of optimizers, metrics and random generators (--training does)",
                lines.get(3));
        assertTrue(markhor("diff", "--training", RESNET, RESNET).out().endsWith("\n117 same.\n"));
    }

    @ParameterizedTest
    @CsvSource({
        "k2_subclass_formats/ckpt, k2_subclass_formats/legacy.h5, 20, out/kernel, dense_12/formats/dense_12/kernel:0",
        "k2_subclass_formats/ckpt, k2_subclass_formats/model.keras, 20, parts/1/moving_mean, parts/batch_normalization/vars/2",
        "k2_subclass_formats/v3.weights.h5, k2_subclass_formats/legacy.h5, 20, vars/0, top_level_model_weights/formats/top:0",
        "k2_rnn_attention/ckpt, k2_rnn_attention/legacy.h5, 30, gru/cell/bias, gru/rnn_model/gru/gru_cell/bias:0",
        "k2_sequential/ckpt, k2_sequential/legacy.h5, 8, layer_with_weights-2/kernel, b/b/kernel:0",
        "k2_h5_by_name/model.h5, k2_h5_by_name/v3.weights.h5, 8, bn/bn/moving_mean:0, layers/batch_normalization/vars/2",
    })
    void formatsOfOneModelAreTheSame(String a, String b, int count, String path, String counterpart) {
        Run run = markhor("diff", "--all", CHECKPOINTS.resolve(a), CHECKPOINTS.resolve(b));
        assertEquals(0, run.code(), run.out() + run.err());
        assertTrue(run.out().contains("\n" + count + " same.\n"), run.out());
        assertTrue(
                run.out()
                        .lines()
                        .anyMatch(line -> line.matches("same +\\Q" + path + "\\E +B: \\Q" + counterpart + "\\E")),
                run.out());
    }

    @Test
    void findsSwappedLayers() throws IOException {
        PatchedHdf5 file = new PatchedHdf5(Path.of(RESNET));
        for (String name : List.of("kernel:0", "bias:0")) {
            file.swap(LAYER_1 + name, LAYER_2 + name);
        }
        Run run = markhor("diff", RESNET, file.write(folder.resolve("swapped.h5")));
        assertEquals(1, run.code(), run.err());
        assertTrue(
                run.out().contains("\nmoved  conv2d_1/conv2d_1/bias:0    B: conv2d_2/conv2d_2/bias:0    float32[16]\n"),
                run.out());
        assertTrue(run.out().contains("\nSwapped: conv2d_1 and conv2d_2\n44 same, 4 moved.\n"), run.out());
    }

    @Test
    void findsValuesThatWereSwappedInAnotherFormat() throws IOException {
        Path original = CHECKPOINTS.resolve("k2_subclass_formats/legacy.h5");
        Path other = new PatchedHdf5(original)
                .swap("block/formats/block/dense_14/kernel:0", "block/formats/block/dense_15/kernel:0")
                .write(folder.resolve("swapped.h5"));
        Run run = markhor("diff", CHECKPOINTS.resolve("k2_subclass_formats/ckpt"), other);
        assertEquals(1, run.code(), run.err());
        assertTrue(
                run.out().contains("\nmoved  blk/z/kernel  B: block/formats/block/dense_15/kernel:0  float32[3, 3]\n"),
                run.out());
        assertTrue(run.out().contains("\n18 same, 2 moved.\n"), run.out());
        Run same = markhor("diff", original, other);
        assertTrue(
                same.out().contains("\nSwapped: formats/block/dense_14 and formats/block/dense_15 (1 of 2 arrays)\n"),
                same.out());
    }

    @Test
    void findsAFlippedKernel() throws IOException {
        PatchedHdf5 file = new PatchedHdf5(Path.of(RESNET));
        Tensor kernel = file.read(LAYER_1 + "kernel:0"); // [3, 3, 16, 16]
        float[] values = kernel.toFloatArray();
        float[] flipped = new float[values.length];
        int pixel = 16 * 16;
        for (int i = 0; i < values.length; i++) {
            flipped[(8 - i / pixel) * pixel + i % pixel] = values[i];
        }
        Path other = file.put(
                        LAYER_1 + "kernel:0", Tensor.of(flipped, kernel.shape().dims()))
                .write(folder.resolve("flipped.h5"));
        Run run = markhor("diff", RESNET, other);
        assertEquals(1, run.code(), run.err());
        assertTrue(
                run.out()
                        .contains(
                                "\nrearranged  conv2d_1/conv2d_1/kernel:0    flipped along axes 0, 1\n47 same, 1 rearranged.\n"),
                run.out());
    }

    /** A published network of recurrent layers, two of them of one size. */
    @Test
    void findsSwappedRecurrentLayers() throws IOException {
        Path original = ROOT.resolve("golden/real/dtln/model.h5");
        PatchedHdf5 file = new PatchedHdf5(original);
        for (String name : List.of("kernel:0", "recurrent_kernel:0", "bias:0")) {
            file.swap("lstm_1/lstm_1/" + name, "lstm_3/lstm_3/" + name);
        }
        Run run = markhor("diff", original, file.write(folder.resolve("swapped.h5")));
        assertEquals(1, run.code(), run.err());
        assertTrue(run.out().endsWith("\nSwapped: lstm_1 and lstm_3\n14 same, 6 moved.\n"), run.out());
    }

    @Test
    void findsOneChangedBias() throws IOException {
        PatchedHdf5 file = new PatchedHdf5(Path.of(RESNET));
        float[] bias = file.read("model_weights/dense/dense/bias:0").toFloatArray();
        bias[3] += 0.25f;
        Path other = file.put("model_weights/dense/dense/bias:0", Tensor.of(bias, bias.length))
                .write(folder.resolve("changed.h5"));
        Run run = markhor("diff", RESNET, other);
        assertEquals(1, run.code(), run.err());
        assertTrue(
                run.out()
                        .contains(
                                "\nchanged  dense/dense/bias:0    float32[10]: 1 of 10 values, max abs 0.250, max rel 0.780\n"),
                run.out());
        assertEquals(0, markhor("diff", "--tolerance", "0.3", RESNET, other).code());
        assertEquals(1, markhor("diff", "--tolerance", "0.2", RESNET, other).code());

        Json json =
                Json.parse("output", markhor("diff", "--json", RESNET, other).out());
        assertEquals(false, json.get("same").value());
        assertEquals(47, json.get("counts").getInt("same"));
        Json change = json.get("arrays").asList().stream()
                .filter(array -> array.getString("status").equals("changed"))
                .findFirst()
                .orElseThrow();
        assertEquals("dense/dense/bias:0", change.get("b").getString("name"));
        assertEquals(1, change.getInt("differing"));
        assertEquals(0.25, change.getDouble("max_abs"), 1e-6);
    }

    @Test
    void tellsNamesShapesAndTypes() {
        Tensor kernel = Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 2, 3);
        Map<String, Tensor> before = new LinkedHashMap<>();
        before.put("a/kernel", kernel);
        before.put("b/kernel", kernel.reshape(3, 2));
        before.put("c/kernel", Tensor.of(new float[] {7, 8}, 2));
        before.put("d/kernel", Tensor.of(new float[] {9, 10, 11}, 3));
        before.put("e/kernel", Tensor.of(new float[] {1, 2}, 2));
        before.put("f/kernel", Tensor.of(new float[] {Float.NaN, 2}, 2));
        Map<String, Tensor> after = new LinkedHashMap<>();
        after.put("a/kernel", kernel.cast(DType.FLOAT64));
        after.put("b/kernel", kernel);
        after.put("c/kernel", Tensor.of(new float[] {7}, 1));
        after.put("renamed/kernel", before.get("d/kernel"));
        after.put("f/kernel", Tensor.of(new float[] {Float.NaN, 2}, 2));
        after.put("g/kernel", Tensor.of(new double[] {1}, 1));
        Path a = folder.resolve("a.npz");
        Path b = folder.resolve("b.npz");
        Npz.write(a, before);
        Npz.write(b, after);
        Run run = markhor("diff", a, b);
        assertEquals(1, run.code(), run.err());
        assertEquals(
                List.of(
                        "dtype       a/kernel                     float32 in A, float64 in B: 0 of 6 values",
                        "rearranged  b/kernel                     reshaped [3, 2] to [2, 3], values in the same order",
                        "shape       c/kernel                     [2] in A, [1] in B",
                        "renamed     d/kernel  B: renamed/kernel  float32[3]",
                        "only in A   e/kernel                     float32[2]",
                        "only in B   g/kernel                     float64[1]",
                        "1 same, 1 renamed, 1 rearranged, 1 shape, 1 dtype, 1 only in A, 1 only in B."),
                run.out().lines().skip(2).toList());
    }

    @Test
    void whatHasNoNameInCommonIsPairedByContentsOrByPosition() {
        Path a = folder.resolve("a.npz");
        Path b = folder.resolve("b.npz");
        Map<String, Tensor> before = new LinkedHashMap<>();
        before.put("x", Tensor.of(new float[] {1, 2}, 2));
        before.put("y", Tensor.of(new float[] {3, 4, 5}, 3));
        Map<String, Tensor> after = new LinkedHashMap<>();
        after.put("p", Tensor.of(new float[] {1, 2}, 2));
        after.put("q", Tensor.of(new float[] {3, 4, 6}, 3));
        Npz.write(a, before);
        Npz.write(b, after);
        Run run = markhor("diff", a, b);
        assertTrue(run.out().contains("\nrenamed  x  B: p  float32[2]\n"), run.out());
        assertTrue(
                run.out()
                        .contains(
                                "\nchanged  y  B: q  float32[3]: 1 of 3 values, max abs 1.00, max rel 0.167, paired by position\n"),
                run.out());
    }

    @Test
    void whatCannotBeComparedReturns2() throws IOException {
        Path noise = Files.writeString(folder.resolve("noise.h5"), "no model at all");
        Run damaged = markhor("diff", RESNET, noise);
        assertEquals(2, damaged.code());
        assertTrue(damaged.err().startsWith("markhor: " + noise + ": not a Keras or TensorFlow model file"));
        assertEquals("", damaged.out());
        assertEquals(2, markhor("diff", RESNET, folder.resolve("missing")).code());
        assertEquals(2, markhor("diff", RESNET).code());
        Run negative = markhor("diff", "--tolerance", "-1", RESNET, RESNET);
        assertEquals(2, negative.code());
        assertTrue(negative.err().contains("--tolerance must not be negative: -1.0"), negative.err());
    }
}
