package dev.markhor.cli;

import static dev.markhor.cli.Run.ROOT;
import static dev.markhor.cli.Run.markhor;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.model.Model;
import dev.markhor.restore.LoadStatus;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npz;
import java.io.IOException;
import java.io.StringWriter;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import javax.tools.JavaCompiler;
import javax.tools.ToolProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class SkeletonCommandTest {
    private static final Path GOLDEN = ROOT.resolve("golden");
    private static final Path CONTAINERS = GOLDEN.resolve("checkpoints/k2_containers/ckpt");

    @TempDir
    private Path folder;

    /** Two that others published, and one of each way to hold objects. */
    @ParameterizedTest
    @CsvSource({
        "real/dlomix-detectability/original_detectability_base_model, 20, 45",
        "real/tf-keras-lso/ckpt, 2, 8",
        "real/tfnet-dense, 4, 4",
        "checkpoints/k2_containers/ckpt, 14, 0",
        "checkpoints/k2_rnn_attention/ckpt, 30, 0",
        "checkpoints/k2_functional/ckpt, 8, 0",
        "checkpoints/k2_subclass_formats/ckpt, 20, 0",
        "checkpoints/k2_custom_late/ckpt, 7, 0",
        "checkpoints/k2_savedmodel_subclass/model, 10, 0",
        "checkpoints/k3_subclass_checkpoint/ckpt, 22, 0",
        "checkpoints/k3_functional_checkpoint/ckpt, 8, 0",
        "checkpoints/v1_name_based/model-77, 7, 0",
        "restoring/models/unet/weights, 12, 0",
        "saved_models/shared_k2, 10, 0"
    })
    void compilesAndTakesAllWeights(String file, int matched, int unused) throws Exception {
        Path source = folder.resolve("Net.java");
        Run run = markhor("skeleton", "--class", "Net", "-o", source, GOLDEN.resolve(file));
        assertEquals(0, run.code(), run.err());
        compile(source);
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {folder.toUri().toURL()});
                Model model = (Model) loader.loadClass("Net").getConstructor().newInstance()) {
            LoadStatus status = model.loadWeights(GOLDEN.resolve(file));
            assertEquals(matched, status.matched().size(), status::toString);
            assertEquals(unused, status.unused().size(), status::toString);
            status.assertExistingObjectsMatched();
            if (unused == 0) {
                status.assertConsumed();
            }
            Exception missing =
                    assertThrows(RuntimeException.class, () -> model.predict(Tensor.of(new float[4], 1, 4)));
            assertTrue(
                    missing.toString().contains("Net.call: what it computes is not in a checkpoint"),
                    missing::toString);
        }
    }

    /** A published model's checkpoint, restored into the class that it implies, changed there, and written as an archive of NumPy. */
    @Test
    void diffFindsWhatWasChangedInWhatWasRestored() throws Exception {
        Path published = GOLDEN.resolve("real/dlomix-detectability/original_detectability_base_model");
        Path source = folder.resolve("Peptides.java");
        assertEquals(
                0,
                markhor("skeleton", "--class", "Peptides", "-o", source, published)
                        .code());
        compile(source);
        String attention = "decoder/attention/";
        try (URLClassLoader loader =
                        new URLClassLoader(new URL[] {folder.toUri().toURL()});
                Model model =
                        (Model) loader.loadClass("Peptides").getConstructor().newInstance()) {
            model.loadWeights(published);
            Map<String, Tensor> swapped = new HashMap<>();
            for (String name : List.of("/kernel", "/bias")) {
                swapped.put(attention + "W1" + name, weight(model, attention + "W2" + name));
                swapped.put(attention + "W2" + name, weight(model, attention + "W1" + name));
            }
            float[] bias = weight(model, "decoder/decoder_dense/bias").toFloatArray();
            bias[1] += 0.25f;
            model.assign(swapped);
            model.assign(Map.of("decoder/decoder_dense/bias", Tensor.of(bias, bias.length)));
            Map<String, Tensor> arrays = new LinkedHashMap<>();
            model.weightsByPath().forEach((path, weight) -> arrays.put(path, weight.get()));
            Npz.write(folder.resolve("changed.npz"), arrays);
        }
        Run diff = markhor("diff", published, folder.resolve("changed.npz"));
        assertEquals(1, diff.code(), diff.err());
        assertTrue(
                diff.out()
                        .contains(
                                "\nSwapped: decoder/attention/W1 and decoder/attention/W2\n15 same, 4 moved, 1 changed.\n"),
                diff.out());
        assertTrue(diff.out().contains("\nchanged  decoder/decoder_dense/bias"), diff.out());
    }

    private static Tensor weight(Model model, String path) {
        return model.weightsByPath().get(path).get();
    }

    private void compile(Path source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter messages = new StringWriter();
        boolean compiled = compiler.getTask(
                        messages,
                        null,
                        null,
                        List.of("-d", folder.toString(), "-proc:none", "-cp", System.getProperty("java.class.path")),
                        null,
                        compiler.getStandardFileManager(null, null, null).getJavaFileObjects(source))
                .call();
        assertTrue(compiled, messages::toString);
    }

    @Test
    void fieldsHaveTheNamesOfAttributes() {
        Run run = markhor(
                "skeleton",
                "--class",
                "Detectability",
                "--package",
                "org.example",
                GOLDEN.resolve("real/dlomix-detectability/original_detectability_base_model"));
        assertEquals(0, run.code(), run.err());
        String source = run.out();
        assertTrue(source.startsWith("package org.example;\n\nimport dev.markhor.graph.Value;\n"), source);
        assertTrue(
                source.contains(
                        "public final class Detectability extends Model {\n    private final Encoder encoder = new Encoder();"));
        assertTrue(
                source.contains("        @Attribute(\"encoder_bi\")\n        private final Bidirectional encoderBi = "
                        + "built(new Bidirectional(() -> new GRU(64)), Input.of(1, 21)); // kernel [21, 192]"),
                source);
        assertTrue(source.contains(
                "private final Dense W1 = built(new Dense(64), Input.of(128)); // kernel [128, 64], bias [64]"));
        assertTrue(source.contains(".assertExistingObjectsMatched();"), source);
    }

    @Test
    void metadataTellsClassesAndActivations() {
        String source =
                markhor("skeleton", GOLDEN.resolve("saved_models/shared_k2")).out();
        assertTrue(
                source.contains("            twice, // the same object\n"
                        + "            built(new LayerNormalization(), Input.of(3)) // gamma [3], beta [3]\n"),
                source);
        assertTrue(
                source.contains("private final Dense twice = built(new Dense(3).activation(\"tanh\"), Input.of(3));"));
        String guessed = markhor("skeleton", GOLDEN.resolve("checkpoints/k2_functional/ckpt"))
                .out();
        assertTrue(guessed.contains("; a guess; strides, padding and groups are not in the file"), guessed);
    }

    /** The examples compile and run the same text. */
    @Test
    void kotlinIsTheExamples() throws IOException {
        Path example = ROOT.resolve("examples/kotlin/src/test/kotlin/dev/markhor/examples/Containers.kt");
        String source = markhor(
                        "skeleton",
                        "--kotlin",
                        "--package",
                        "dev.markhor.examples",
                        "--class",
                        "Containers",
                        CONTAINERS)
                .out();
        assertEquals(Files.readString(example), source.replace(ROOT + "/", ""));
    }

    @ParameterizedTest
    @ValueSource(strings = {"real/mlperf-tiny/resnet8_cifar10.h5", "saved_models/exported"})
    void whatHasNoObjectsIsRefused(String file) {
        Run run = markhor("skeleton", GOLDEN.resolve(file));
        assertEquals(1, run.code());
        assertEquals("", run.out());
        assertTrue(run.err().contains("TensorFlow checkpoints and SavedModels")
                || run.err().contains("an exported SavedModel"));
    }

    @Test
    void namesAreChecked() {
        for (Run run : List.of(
                markhor("skeleton", "--class", "a b", CONTAINERS),
                markhor("skeleton", "--package", "a..b", CONTAINERS))) {
            assertEquals(2, run.code());
            assertTrue(run.err().contains("must be a name such as"), run.err());
        }
    }
}
