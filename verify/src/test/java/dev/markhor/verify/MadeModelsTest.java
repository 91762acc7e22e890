package dev.markhor.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.formats.json.Json;
import dev.markhor.graph.Spec;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Functional;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;
import java.util.zip.ZipFile;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/**
 * Models that a program makes say what Keras says of them: the layers of each golden archive of Keras 3 are put together anew, as a program does
 * it, and what is written of the model is compared with the archive's configuration, and read again.
 */
class MadeModelsTest {
    private static final Path GOLDEN = Path.of("..", "golden");

    @TempDir
    Path folder;

    private static Stream<GoldenCase> cases(String... folders) {
        return LoadableCases.in(Stream.of(folders).map(GOLDEN::resolve).toArray(Path[]::new))
                .filter(golden -> golden.model().toString().endsWith(".keras") && Files.isRegularFile(golden.model()));
    }

    static Stream<GoldenCase> some() {
        return cases(
                "structures",
                "layers/dense",
                "layers/conv2d",
                "layers/max_pooling2d",
                "layers/batch_normalization",
                "layers/lstm",
                "layers/multi_head_attention",
                "layers/bidirectional",
                "layers/text_vectorization");
    }

    static Stream<GoldenCase> all() {
        return cases("");
    }

    @ParameterizedTest
    @MethodSource("some")
    void sayWhatKerasSays(GoldenCase golden) throws IOException {
        compare(golden);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void sayWhatKerasSaysOfAnyModel(GoldenCase golden) throws IOException {
        compare(golden);
    }

    @Test
    void mostCanBeWritten() throws IOException {
        int written = 0;
        int refused = 0;
        for (GoldenCase golden : cases("structures").toList()) {
            if (compare(golden)) {
                written++;
            } else {
                refused++;
            }
        }
        assertTrue(written > 4 * refused, written + " written, " + refused + " refused");
    }

    private boolean compare(GoldenCase golden) throws IOException {
        LoadOptions options = ModelSubject.options(golden, LoadOptions.defaults());
        Path archive = folder.resolve("made.keras");
        Path weights = folder.resolve("made.weights.h5");
        List<Tensor> expected;
        try (Model model = Markhor.load(golden.model(), options)) {
            if (!model.dialect().isKeras3()) {
                return false;
            }
            expected = SavingTest.run(golden, model);
            try (Model made = madeAnew(model)) {
                made.save(archive);
                made.saveWeights(weights);
            } catch (UnsupportedModelException e) {
                assertTrue(e.getMessage().contains("saveWeights"), e.getMessage());
                SavingTest.keep(golden, "made+", Optional.of(e.getMessage()), archive, weights);
                return false;
            }
        }
        assertEquals(List.of(), ConfigComparison.differences(config(archive), config(golden.model())));
        try (Model model = Markhor.load(archive)) {
            assertEquals(expected, SavingTest.run(golden, model), () -> golden.model() + " from " + archive);
        }
        SavingTest.keep(golden, "made+", Optional.empty(), archive, weights);
        return true;
    }

    /** A model of the same layers, which knows nothing of the file. */
    private static Model madeAnew(Model model) {
        Model made;
        if (model instanceof Functional functional) {
            made = Model.of(functional.inputs(), functional.outputs(), functional.layers());
        } else {
            Map.Entry<String, Spec> input =
                    model.inputSpecs().entrySet().iterator().next();
            made = new Sequential(
                    Input.layer(input.getKey(), input.getValue()).value(),
                    model.layers().toArray(dev.markhor.model.Layer[]::new));
        }
        made.setName(model.name());
        made.setTrainable(model.isTrainable());
        return made;
    }

    private static Object config(Path archive) throws IOException {
        try (ZipFile zip = new ZipFile(archive.toFile())) {
            byte[] text = zip.getInputStream(zip.getEntry("config.json")).readAllBytes();
            return Json.parse(archive.toString(), new String(text, StandardCharsets.UTF_8))
                    .value();
        }
    }
}
