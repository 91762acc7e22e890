package dev.markhor;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What becomes of files and names when models are written; what the files hold is for tests of golden values. */
class SavingFilesTest {
    private static final Path RESNET = Path.of("../golden/real/mlperf-tiny/resnet8_cifar10.h5");

    @TempDir
    Path folder;

    private static Model model() {
        Value x = Input.of(3);
        return Model.of(x, new Dense(2).apply(new Dense(4).apply(x)));
    }

    private static Dense dense(int units, String name) {
        Dense layer = new Dense(units);
        layer.setName(name);
        return layer;
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.list(folder)) {
            return files.map(file -> file.getFileName().toString()).sorted().toList();
        }
    }

    @ParameterizedTest
    @ValueSource(strings = {"w.weights.h5", "w.h5", "w.hdf5", "w", "w.ckpt", "w.tf", "w.05-0.23", "checkpoint"})
    void weightsOfAModelMadeInJavaComeBack(String name) {
        try (Model model = model();
                Model other = model()) {
            model.saveWeights(folder.resolve(name));
            other.loadWeights(folder.resolve(name));
            Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3);
            assertEquals(model.predict(x), other.predict(x));
        }
    }

    @Test
    void aFileIsReplacedUnlessThatIsForbidden() throws IOException {
        Path path = folder.resolve("model.keras");
        Files.writeString(path, "old");
        try (Model model = Markhor.load(RESNET)) {
            UncheckedIOException there = assertThrows(UncheckedIOException.class, () -> model.save(path, false));
            assertTrue(there.getMessage().contains("model.keras"), there.getMessage());
            assertEquals("old", Files.readString(path));
            model.save(path);
        }
        Markhor.load(path).close();
        assertEquals(List.of("model.keras"), files());
    }

    @Test
    void afterAnErrorAllIsAsItWas() throws IOException {
        Path path = folder.resolve("model.h5");
        Files.writeString(path, "old");
        try (Sequential model = new Sequential(dense(2, "."))) {
            model.build(1, 3);
            assertThrows(UncheckedIOException.class, () -> model.saveWeights(path));
        }
        assertEquals("old", Files.readString(path));
        assertEquals(List.of("model.h5"), files());
    }

    @Test
    void aCheckpointIsReplacedUnlessThatIsForbidden() throws IOException {
        List<String> all = List.of("checkpoint", "w.data-00000-of-00001", "w.index");
        Tensor x = Tensor.of(new float[] {1, 2, 3}, 1, 3);
        try (Model model = model();
                Model other = model()) {
            model.saveWeights(folder.resolve("w"));
            assertEquals(all, files());
            UncheckedIOException there =
                    assertThrows(UncheckedIOException.class, () -> other.saveWeights(folder.resolve("w"), false));
            assertTrue(there.getMessage().contains("w.index"), there.getMessage());
            Tensor before = model.predict(x);
            assertEquals(before, model.predict(x));
            model.loadWeights(folder).assertConsumed();
            assertEquals(before, model.predict(x));
            other.saveWeights(folder.resolve("w"));
            model.loadWeights(folder).assertConsumed();
            assertEquals(other.predict(x), model.predict(x));
            other.saveWeights(folder.resolve("v"), false);
            assertEquals(
                    "model_checkpoint_path: \"v\"\nall_model_checkpoint_paths: \"v\"\n",
                    Files.readString(folder.resolve("checkpoint")));
        }
        assertEquals(5, files().size());
    }

    /** Whichever of the three files cannot be written, there are those of before. */
    @ParameterizedTest
    @ValueSource(strings = {"checkpoint", "w.index", "w.data-00000-of-00001"})
    void afterAnErrorTheCheckpointIsAsItWas(String name) throws IOException {
        for (String file : List.of("checkpoint", "w.index", "w.data-00000-of-00001")) {
            if (file.equals(name)) {
                Files.createDirectory(folder.resolve(file));
            } else {
                Files.writeString(folder.resolve(file), "old");
            }
        }
        List<String> before = files();
        try (Model model = model()) {
            UncheckedIOException e =
                    assertThrows(UncheckedIOException.class, () -> model.saveWeights(folder.resolve("w")));
            assertTrue(e.getMessage().contains(name + ": it is a folder"), e.getMessage());
        }
        assertEquals(before, files());
        for (String file : before) {
            assertTrue(
                    file.equals(name) || Files.readString(folder.resolve(file)).equals("old"), file);
        }
    }

    @Test
    void aLinkIsFollowed() throws IOException {
        Path target = Files.writeString(folder.resolve("target.weights.h5"), "old");
        Path link = Files.createSymbolicLink(folder.resolve("link.weights.h5"), target);
        try (Model model = model()) {
            model.saveWeights(link);
        }
        assertTrue(Files.isSymbolicLink(link));
        assertTrue(Files.size(target) > 1000);
    }

    @Test
    void namesThatTellNoFormatAreRefused() throws IOException {
        try (Model model = model()) {
            for (String name : List.of("model.h5", "model", "model.keras.zip")) {
                assertThrows(IllegalArgumentException.class, () -> model.save(folder.resolve(name)), name);
            }
            for (String name : List.of("w.keras", "w.npz", "w\nx.npz", "w.index", "w.hf5")) {
                assertThrows(IllegalArgumentException.class, () -> model.saveWeights(folder.resolve(name)), name);
            }
            assertThrows(UncheckedIOException.class, () -> model.saveWeights(folder.resolve("none/w.h5")));
            assertThrows(UncheckedIOException.class, () -> model.saveWeights(folder.resolve("none/w")));
            assertThrows(UncheckedIOException.class, () -> model.saveWeights(folder));
        }
        assertEquals(List.of(), files());
    }

    @ParameterizedTest
    @CsvSource({
        "layers/batch_normalization/axes_1_3_k2.h5, over several axes",
        "layers/conv_lstm2d/plain_k2.h5, layer 'conv_lstm2d' (ConvLSTM2D) computes scan differently",
        "layers/hashed_crossing/three_k2.h5, crosses two features in Keras 3",
        "layers/locally_connected1d/same_2_k2.h5, layer 'locally_connected1d' (LocallyConnected1D) is a layer that Keras 3 has not",
        "layers/multi_head_attention/sees_nothing_scores_k2.h5, layer 'multi_head_attention' (MultiHeadAttention) computes where",
        "layers/resizing/gaussian_larger_k2.h5, an interpolation that Keras 3 has not",
        "layers/separable_conv1d/causal_k2.h5, padded causally",
        "layers/string_lookup/count_k2.h5, layer 'string_lookup' (StringLookup) gives int64",
        "structures/stateful_initial_state_k2.h5, after its first call",
    })
    void whatKeras3DoesNotTakeIsRefused(String file, String reason) throws IOException {
        try (Model model = Markhor.load(Path.of("../golden", file))) {
            UnsupportedModelException refused =
                    assertThrows(UnsupportedModelException.class, () -> model.save(folder.resolve("m.keras")));
            assertTrue(refused.getMessage().contains(reason), refused.getMessage());
        }
        assertEquals(List.of(), files());
    }

    @Test
    void slashesInNamesBecomeWhatKeras3Takes() {
        try (Model model = Markhor.load(Path.of("../golden/structures/names_with_slashes_k2.h5"))) {
            assertTrue(names(model).anyMatch(name -> name.contains("/")));
            model.save(folder.resolve("m.keras"));
            try (Model saved = Markhor.load(folder.resolve("m.keras"))) {
                assertEquals(
                        names(model).map(name -> name.replace('/', '_')).toList(),
                        names(saved).toList());
            }
        }
    }

    private static Stream<String> names(Model model) {
        return model.layers().stream().map(Layer::name);
    }

    @Test
    void whatIsNotBuiltHasNoWeights() {
        try (Sequential model = new Sequential(new Dense(2))) {
            assertThrows(IllegalStateException.class, () -> model.saveWeights(folder.resolve("w.h5")));
        }
    }

    @Test
    void longListsOfNamesAreCutAsKerasDoes() {
        List<Layer> layers = new ArrayList<>();
        for (int i = 0; i < 700; i++) {
            layers.add(dense(1, "a_layer_whose_name_is_long_".repeat(5) + i));
        }
        try (Sequential model = new Sequential(Optional.of(Input.of(1)), layers)) {
            Path path = folder.resolve("w.h5");
            float[] before = model.predict(Tensor.of(new float[] {1}, 1, 1)).toFloatArray();
            model.saveWeights(path);
            model.loadWeights(path);
            assertArrayEquals(
                    before, model.predict(Tensor.of(new float[] {1}, 1, 1)).toFloatArray());
        }
    }
}
