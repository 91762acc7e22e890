package dev.markhor.verify.restoring;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.graph.Spec;
import dev.markhor.model.Checkpoint;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.restore.LoadStatus;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.Difference;
import dev.markhor.verify.npy.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checkpoints of real Keras models, restored into the same models written in Java, give what Keras computed. */
class RestoredModelsTest {
    private static final Path FOLDER = Path.of("..", "golden", "restoring", "models");
    private static final double TOLERANCE = 1e-5;

    /** A folder there, and the model in Java. */
    private record Twin(String name, Supplier<Model> model) {
        @Override
        public String toString() {
            return name;
        }

        Path folder() {
            return FOLDER.resolve(name);
        }
    }

    static List<Twin> twins() {
        return List.of(
                new Twin("autoencoder", Autoencoder::new),
                new Twin("residual", Residual::new),
                new Twin("towers", Towers::new),
                new Twin("experts", Experts::new),
                new Twin("tagger", Tagger::new),
                new Twin("forecaster", Forecaster::new),
                new Twin("cross_attention", CrossAttention::new),
                new Twin("transformer", Transformer::new),
                new Twin("mixer", Mixer::new),
                new Twin("mobile_net", MobileNet::new),
                new Twin("siamese", Siamese::new),
                new Twin("unet", UNet::create),
                new Twin("calibrated", Calibrated::new),
                new Twin("reviews", Reviews::keras2),
                new Twin("keras3_autoencoder", Keras3Autoencoder::new),
                new Twin("keras3_functional", Keras3Functional::create),
                new Twin("keras3_reviews", Reviews::keras3),
                new Twin("keras3_transformer", Keras3Transformer::new),
                new Twin("keras3_recurrent", Keras3Recurrent::new),
                new Twin("keras3_segmenter", Keras3Segmenter::new));
    }

    @Test
    void everyCheckpointHasItsModel() throws IOException {
        try (Stream<Path> folders = Files.list(FOLDER)) {
            assertEquals(
                    twins().stream().map(Twin::name).sorted().toList(),
                    folders.map(folder -> folder.getFileName().toString())
                            .sorted()
                            .toList());
        }
        assertEquals(20, twins().size());
    }

    @ParameterizedTest
    @MethodSource("twins")
    void beforeItIsBuilt(Twin twin) {
        try (Model model = twin.model().get()) {
            LoadStatus status = restore(twin, model);
            check(twin, model, status);
        }
    }

    @ParameterizedTest
    @MethodSource("twins")
    void afterItWasBuilt(Twin twin) {
        try (Model model = twin.model().get()) {
            if (!model.isBuilt()) {
                model.build(inputs(twin).mapLeaves(x -> new Spec(x.dtype(), x.shape())));
            }
            int variables = model.weights().size();
            assertFalse(agrees(twin, model), "the start values give the same");
            LoadStatus status = restore(twin, model);
            assertEquals(variables, status.matched().size(), status::toString);
            check(twin, model, status);
        }
    }

    private static LoadStatus restore(Twin twin, Model model) {
        Path wrapped = twin.folder().resolve("checkpoint");
        return Files.exists(twin.folder().resolve("checkpoint.index"))
                ? Checkpoint.of("model", model).read(wrapped)
                : model.loadWeights(twin.folder().resolve("weights"));
    }

    private static void check(Twin twin, Model model, LoadStatus status) {
        assertTrue(agrees(twin, model), status::toString);
        status.assertExistingObjectsMatched().assertNontrivialMatch().assertConsumed();
        assertEquals(model.weights().size(), status.matched().size(), status::toString);
    }

    private static boolean agrees(Twin twin, Model model) {
        Tensor expected = Npz.readAll(twin.folder().resolve("values.npz")).get("output_0");
        Difference difference = Difference.between(model.predict(inputs(twin)).single(), expected);
        return difference.problem().isEmpty() && difference.relative() <= TOLERANCE;
    }

    /** Of {@code input_0}, {@code input_1}, … or {@code input_<name>}. */
    private static Structure<Tensor> inputs(Twin twin) {
        Map<String, Tensor> inputs = new TreeMap<>();
        Npz.readAll(twin.folder().resolve("values.npz")).forEach((name, tensor) -> {
            if (name.startsWith("input_")) {
                inputs.put(name.substring("input_".length()), tensor);
            }
        });
        if (!inputs.containsKey("0")) {
            return Structure.map(inputs);
        }
        return inputs.size() == 1 ? Structure.of(inputs.get("0")) : Structure.list(List.copyOf(inputs.values()));
    }
}
