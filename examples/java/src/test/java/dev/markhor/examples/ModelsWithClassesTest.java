package dev.markhor.examples;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.Difference;
import dev.markhor.verify.GoldenCase;
import dev.markhor.verify.GoldenFinder;
import dev.markhor.verify.ModelSubject;
import dev.markhor.verify.Result;
import dev.markhor.verify.Verification;
import dev.markhor.verify.npy.Npz;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Models whose files need Java classes give what real Keras gave, published ones layer by layer. */
class ModelsWithClassesTest {
    private static final Path GOLDEN = Path.of("golden");
    private static final Path REAL = GOLDEN.resolve("real");
    private static final LoadOptions OPTIONS = LoadOptions.defaults().withExtensions();
    private static final double LAYER_TOLERANCE = 1e-4;

    @Test
    void allGiveTheValuesOfKeras() {
        Verification verification =
                new Verification(golden -> ModelSubject.open(golden, OPTIONS), Verification.DEFAULT_TOLERANCE);
        List<String> passed = new ArrayList<>();
        for (GoldenCase golden : GoldenFinder.find(List.of(GOLDEN))) {
            if (!golden.customObjects().isEmpty()) {
                Result result = verification.run(golden);
                assertTrue(result.passed(), golden.model() + ": " + result.difference() + " " + result.message());
                passed.add(GOLDEN.relativize(golden.model()).toString());
            }
        }
        assertEquals(
                List.of(
                        "custom/cell.keras",
                        "custom/cell_k2.h5",
                        "custom/lambda.keras",
                        "custom/lambda_k2.h5",
                        "custom/layer.keras",
                        "custom/layer_k2.h5",
                        "custom/legacy_weights_k2.h5",
                        "custom/model.keras",
                        "custom/saved_model_cell_k2",
                        "custom/saved_model_k2",
                        "custom/saved_model_towers_k2",
                        "custom/saved_model_weights_k2",
                        "custom/weights.weights.h5",
                        "custom/weights_k2.weights.h5",
                        "real/car-keras1/model.h5",
                        "real/delft/model_weights.hdf5",
                        "real/dlomix-detectability/original_detectability_base_model",
                        "real/dtln/model.h5",
                        "real/keras/nested_container.keras",
                        "real/textgenrnn/textgenrnn_weights.hdf5"),
                passed);
    }

    @Test
    void layersOfTextgenrnn() {
        try (Model model = Markhor.load(REAL.resolve("textgenrnn/textgenrnn_weights.hdf5"), OPTIONS)) {
            assertEquals(4, compareLayers(model, REAL.resolve("textgenrnn/textgenrnn_weights")));
        }
    }

    /** The tagger itself is no graph of layers, but the model in it is. */
    @Test
    void layersOfDelft() {
        try (Model model = Markhor.load(REAL.resolve("delft/model_weights.hdf5"), OPTIONS)) {
            Model inner = (Model) model.layer("model");
            assertEquals(4, compareLayers(inner, REAL.resolve("delft/model_weights")));
        }
    }

    /** Kept for the first signal alone. The phase counts where there is any magnitude, and up to whole turns. */
    @Test
    void layersOfDtln() {
        Path stem = REAL.resolve("dtln/model");
        try (Model model = Markhor.load(REAL.resolve("dtln/model.h5"), OPTIONS);
                Npz kept = Npz.open(Path.of(stem + ".layers.npz"))) {
            assertEquals(6, compareLayers(model, stem));
            List<Tensor> spectrum = outputs(model, "stft", stem);
            Tensor magnitude = kept.read("stft.0");
            Tensor phase = kept.read("stft.1");
            assertClose("stft.0", first(spectrum.get(0), magnitude), magnitude);
            for (long i = 0; i < phase.size(); i++) {
                double turns = (spectrum.get(1).getDouble(i) - phase.getDouble(i)) / (2 * Math.PI);
                double off = 2 * Math.PI * Math.abs(turns - Math.rint(turns));
                assertTrue(magnitude.getDouble(i) < 1e-2 || off < 1e-3, "phase " + i + " is off by " + off);
            }
        }
    }

    @Test
    void layersOfTheCar() {
        Path stem = REAL.resolve("car-keras1/model");
        try (Model model = Markhor.load(Path.of(stem + ".h5"), OPTIONS)) {
            assertEquals(8, compareLayers(model, stem));
        }
    }

    /** One file, read as two versions of Keras do, by the model in Java. */
    @Test
    void theMusicTaggerIsReadAsTwoVersionsDo() {
        Path stem = REAL.resolve("music-tagger/crnn_weights_theano");
        Verification verification =
                new Verification(golden -> ModelSubject.open(golden, OPTIONS), Verification.DEFAULT_TOLERANCE);
        for (String reading : new String[] {"", ".keras106"}) {
            Path golden = Path.of(stem + reading + ".golden.npz");
            GoldenCase found = GoldenFinder.find(List.of(golden)).get(0);
            Result result = verification.run(found);
            assertTrue(result.passed(), golden + ": " + result.message());
            LoadOptions options = OPTIONS.withWriter(found.writer().orElseThrow());
            try (Model model = Markhor.load(Path.of(stem + ".h5"), options)) {
                assertEquals(4, compareLayers(model, Path.of(stem + reading)));
            }
        }
    }

    /** Compares the layers of one output that are kept; gives their number. */
    private static int compareLayers(Model model, Path stem) {
        int compared = 0;
        try (Npz kept = Npz.open(Path.of(stem + ".layers.npz"))) {
            for (Layer layer : model.layers()) {
                if (kept.names().contains(layer.name())) {
                    Tensor golden = kept.read(layer.name());
                    Tensor actual = outputs(model, layer.name(), stem).get(0);
                    assertClose(layer.name(), first(actual, golden), golden);
                    compared++;
                }
            }
        }
        return compared;
    }

    private static List<Tensor> outputs(Model model, String layer, Path stem) {
        try (Npz values = Npz.open(Path.of(stem + ".golden.npz"));
                Model part = model.upTo(layer).orElseThrow()) {
            List<Tensor> inputs = new ArrayList<>();
            while (values.find("input_" + inputs.size()).isPresent()) {
                inputs.add(values.read("input_" + inputs.size()));
            }
            return part.predict(Structure.list(inputs)).flatten();
        }
    }

    /** As many samples of a batch as there are golden ones. */
    private static Tensor first(Tensor actual, Tensor golden) {
        float[] values = Arrays.copyOf(actual.toFloatArray(), Math.toIntExact(golden.size()));
        return Tensor.of(values, golden.shape().dims());
    }

    private static void assertClose(String layer, Tensor actual, Tensor golden) {
        Difference difference = Difference.between(actual, golden);
        assertTrue(
                difference.problem().isEmpty() && difference.relative() <= LAYER_TOLERANCE, layer + ": " + difference);
    }
}
