package dev.markhor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Diagnosis.LayerReport;
import dev.markhor.Diagnosis.Support;
import dev.markhor.keras.LoadOptions;
import dev.markhor.layers.Lambda;
import dev.markhor.model.Dialect;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Function;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is told of files of every kind, whether their models run or not. */
class DiagnosisTest {
    private static final Path GOLDEN = Path.of("..", "golden");

    @TempDir
    private Path folder;

    @Test
    void aModelThatRunsIsDescribed() {
        Diagnosis diagnosis = Markhor.diagnose(GOLDEN.resolve("real/mlperf-tiny/resnet8_cifar10.h5"));
        assertTrue(diagnosis.isUsable(), diagnosis.toString());
        assertEquals("HDF5 model", diagnosis.format().orElseThrow());
        assertEquals("2.4.0", diagnosis.writer().kerasVersion().orElseThrow());
        assertEquals("tensorflow", diagnosis.writer().backend().orElseThrow());
        assertEquals(Dialect.KERAS2, diagnosis.dialect().orElseThrow());
        assertEquals(30, diagnosis.layers().size());
        assertEquals(Support.IDLE, layer(diagnosis, "input_1").support());
        assertEquals(Support.NATIVE, layer(diagnosis, "conv2d").support());
        Diagnosis.Footprint footprint = diagnosis.footprint().orElseThrow();
        assertEquals(78_666 * 4, footprint.weightBytes());
        assertEquals("[float32[1, 32, 32, 3]]", footprint.inputs().toString());
        assertEquals("[float32[1, 10]]", footprint.outputs().toString());
        assertTrue(footprint.arenaBytes() >= 32 * 32 * 16 * 4, "the first convolution gives as much");
    }

    @Test
    void stepsInJavaAreTheirLayers() {
        Diagnosis text = Markhor.diagnose(GOLDEN.resolve("layers/text_vectorization/adapted.keras"));
        assertEquals(
                List.of("tokenize", "index_of"),
                layer(text, "text_vectorization").inJava());
        Diagnosis loop = Markhor.diagnose(GOLDEN.resolve("layers/conv_lstm2d/backwards.keras"));
        assertTrue(loop.layers().stream().anyMatch(layer -> layer.inJava().equals(List.of("scan"))), loop.toString());
        assertTrue(loop.isUsable() && text.isUsable());
    }

    @Test
    void layersOfModelsInsideHaveTheirPath() {
        Diagnosis diagnosis = Markhor.diagnose(GOLDEN.resolve("formats/weights.weights.h5"));
        assertTrue(diagnosis.isUsable(), diagnosis.toString());
        assertEquals("Dense", layer(diagnosis, "inner/twice").className());
        assertEquals("Keras 3 weights", diagnosis.format().orElseThrow());
    }

    @Test
    void freeSizesAreTheCallers() {
        Path model = GOLDEN.resolve("layers/bidirectional/free_steps.keras");
        Diagnosis small = Markhor.diagnose(model, LoadOptions.defaults(), 7);
        Diagnosis large = Markhor.diagnose(model, LoadOptions.defaults(), 70);
        assertTrue(small.footprint().orElseThrow().inputs().toString().contains("[1, 7, "), small.toString());
        assertTrue(small.footprint().orElseThrow().arenaBytes()
                < large.footprint().orElseThrow().arenaBytes());
    }

    @Test
    void everyLayerThatCannotBeMadeIsFound() throws IOException {
        Path model = withProblems();
        Diagnosis diagnosis = Markhor.diagnose(model);
        assertFalse(diagnosis.isUsable());
        assertEquals(List.of(), diagnosis.problems());
        assertEquals(
                Map.of(
                        "p_re_lu", Support.UNREGISTERED,
                        "batch_normalization", Support.REFUSED,
                        "global_average_pooling2d", Support.UNREGISTERED,
                        "inner/twice", Support.UNREGISTERED),
                diagnosis.layers().stream()
                        .filter(LayerReport::isObstacle)
                        .collect(Collectors.toMap(LayerReport::path, LayerReport::support)));
        assertEquals(Support.READABLE, layer(diagnosis, "head").support());
        assertMessage(diagnosis, "p_re_lu", "withLayer(\"mine>Curve\"");
        assertMessage(diagnosis, "batch_normalization", "mode");
        assertMessage(diagnosis, "global_average_pooling2d", "never executed");
        assertMessage(diagnosis, "inner/twice", "withFunction(\"bump\"");
    }

    @Test
    void whatIsRegisteredIsNoProblem() throws IOException {
        LoadOptions options = LoadOptions.defaults()
                .withLayer("mine>Curve", config -> new Lambda(x -> x))
                .withFunction("bump", x -> x);
        Diagnosis diagnosis = Markhor.diagnose(withProblems(), options, 8);
        assertEquals(Support.READABLE, layer(diagnosis, "p_re_lu").support());
        assertEquals(Support.READABLE, layer(diagnosis, "inner/twice").support());
        assertFalse(diagnosis.isUsable());
    }

    @Test
    void aRegisteredClassThatFailsIsAProblemOfItsLayer() throws IOException {
        LoadOptions options = LoadOptions.defaults().withLayer("mine>Curve", config -> {
            throw new UnsupportedOperationException("not today");
        });
        assertMessage(Markhor.diagnose(withProblems(), options, 8), "p_re_lu", "not today");
    }

    @Test
    void whatIsWrongBetweenLayersIsAProblemOfTheModel() throws IOException {
        Diagnosis diagnosis = Markhor.diagnose(edited(config ->
                config.replaceFirst("\"batch_shape\": \\[null, 6, 5, 3]", "\"batch_shape\": [null, 6, 5, 7]")));
        assertFalse(diagnosis.isUsable());
        assertEquals(1, diagnosis.problems().size(), diagnosis.toString());
        assertTrue(diagnosis.layers().stream().noneMatch(LayerReport::isObstacle), diagnosis.toString());
    }

    @Test
    void aConfigurationIsReadWithoutWeights() {
        Diagnosis diagnosis = Markhor.diagnose(GOLDEN.resolve("formats/weights.json"));
        assertEquals(Support.READABLE, layer(diagnosis, "inner/twice").support());
        assertProblem(diagnosis, "holds no weights");
    }

    @Test
    void weightsWithoutAConfigurationSayWhatIsMissing() {
        assertProblem(Markhor.diagnose(GOLDEN.resolve("custom/weights.weights.h5")), "holds weights only");
        assertProblem(
                Markhor.diagnose(GOLDEN.resolve("real/dlomix-detectability/original_detectability_base_model")),
                "holds weights only");
    }

    @Test
    void filesOfOtherKindsAreNamed() throws IOException {
        assertProblem(Markhor.diagnose(folder.resolve("missing.h5")), "no such file");
        assertProblem(Markhor.diagnose(Files.createFile(folder.resolve("empty.h5"))), "empty");
        assertProblem(
                Markhor.diagnose(Files.createDirectory(folder.resolve("nothing"))), "expected the folder of a model");
        Path saved = Files.createDirectory(folder.resolve("saved"));
        Files.write(saved.resolve("saved_model.pb"), new byte[64]);
        assertProblem(Markhor.diagnose(saved), "saved_model.pb is not readable");
        byte[] bytes = new byte[4096];
        new Random(1).nextBytes(bytes);
        assertProblem(Markhor.diagnose(file("random", bytes)), "not a Keras or TensorFlow model file");
        assertProblem(
                Markhor.diagnose(
                        file("model.tflite", "\u001c\0\0\0TFL3 and so on".getBytes(StandardCharsets.ISO_8859_1))),
                "TensorFlow Lite");
        assertProblem(
                Markhor.diagnose(file("model.pkl", new byte[] {(byte) 0x80, 4, (byte) 0x95, 0, 0, 0, 0, 0, 0})),
                "pickle");
        assertProblem(
                Markhor.diagnose(
                        file("model.onnx", "\u0008\u0009\u0012\u0007pytorch:…".getBytes(StandardCharsets.UTF_8))),
                "model.onnx");
        byte[] cut = Files.readAllBytes(GOLDEN.resolve("formats/whole_keras.keras"));
        assertFalse(Markhor.diagnose(file("cut.keras", java.util.Arrays.copyOf(cut, cut.length / 2)))
                .isUsable());
    }

    // ---- files and checks

    private Path file(String name, byte[] bytes) throws IOException {
        return Files.write(folder.resolve(name), bytes);
    }

    /** A class that nobody knows, an option that is refused, Python code, and an activation that nobody knows, that one in a model inside. */
    private Path withProblems() throws IOException {
        return edited(config -> config.replace("\"class_name\": \"PReLU\"", "\"class_name\": \"Curve\"")
                .replaceFirst(
                        "(\"class_name\": \"Curve\".*?\"registered_name\": )null(, \"build_config\")",
                        "$1\"mine>Curve\"$2")
                .replace("\"axis\": -1, \"momentum\"", "\"axis\": -1, \"mode\": 1, \"momentum\"")
                .replaceFirst(
                        "\"class_name\": \"GlobalAveragePooling2D\", \"config\": \\{",
                        "\"class_name\": \"Lambda\", \"config\": {\"function\": {\"class_name\": \"__lambda__\", "
                                + "\"config\": {\"code\": \"4wEAAAA\", \"defaults\": null, \"closure\": null}}, ")
                .replaceFirst("(\"name\": \"twice\".*?\"activation\": )\"[a-z]+\"", "$1\"bump\""));
    }

    private Path edited(Function<String, String> edit) throws IOException {
        Path source = GOLDEN.resolve("formats/folder");
        Path model = Files.createDirectory(folder.resolve("model"));
        for (String name : List.of("metadata.json", "model.weights.h5")) {
            Files.copy(source.resolve(name), model.resolve(name));
        }
        Files.writeString(model.resolve("config.json"), edit.apply(Files.readString(source.resolve("config.json"))));
        return model;
    }

    private static LayerReport layer(Diagnosis diagnosis, String path) {
        return diagnosis.layers().stream()
                .filter(layer -> layer.path().equals(path))
                .findFirst()
                .orElseThrow(() -> new AssertionError(path + " is not in " + diagnosis));
    }

    private static void assertMessage(Diagnosis diagnosis, String path, String part) {
        String message = layer(diagnosis, path).message().orElse("");
        assertTrue(message.contains(part), message);
    }

    private static void assertProblem(Diagnosis diagnosis, String part) {
        assertFalse(diagnosis.isUsable());
        assertEquals(1, diagnosis.problems().size(), diagnosis.toString());
        assertTrue(
                diagnosis.problems().get(0).contains(part), diagnosis.problems().get(0));
    }
}
