package dev.markhor.layers;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.MalformedFileException;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.graph.Value;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.ops.Tokenize;
import dev.markhor.restore.Assets;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Lookup layers written in Java, and what they refuse; their numbers are checked against Keras' by the golden values. */
class LookupLayersTest {
    private static final Tensor WORDS = Tensor.of(new String[][] {{"a", "c"}, {"x", ""}});

    private static Model model(DType type, Layer layer) {
        Value x = Input.named("x", type, 2);
        return Model.of(x, layer.apply(x));
    }

    private static long[] indices(Layer layer) {
        try (Model model = model(DType.STRING, layer)) {
            return model.predict(WORDS).toLongArray();
        }
    }

    @Test
    void javaModelsLookUp() {
        assertArrayEquals(new long[] {1, 3, 0, 0}, indices(new StringLookup().vocabulary(List.of("a", "b", "c"))));
        assertArrayEquals(
                new long[] {2, 3, 1, 0},
                indices(new StringLookup().maskToken("").vocabulary(List.of("", "[UNK]", "a", "c"))));
        StringLookup counting = new StringLookup()
                .outputMode("count")
                .padToMaxTokens(true)
                .maxTokens(5)
                .maskToken("")
                .vocabulary(List.of("b", "c", "d"));
        assertArrayEquals(new long[] {1, 0, 1, 0, 0, 1, 0, 0, 0, 0}, indices(counting));
    }

    @Test
    void textsAreSplitInJavaModels() {
        Value text = Input.named("text", DType.STRING);
        TextVectorization layer = new TextVectorization()
                .vocabulary(List.of("hello", "world", "hello world"))
                .standardize(Tokenize.Standardize.LOWER)
                .ngrams(2);
        try (Model model = Model.of(text, layer.apply(text))) {
            Tensor y = model.predict(Tensor.of(List.of("Hello  world", "hello!")));
            assertEquals(Tensor.of(new long[] {2, 3, 4, 1, 0, 0}, 2, 3), y);
            assertEquals(Shape.of(1, 0), model.predict(Tensor.of(List.of(" "))).shape());
        }
    }

    @Test
    void integersComeBack() {
        IntegerLookup layer =
                new IntegerLookup().vocabulary(Long.MAX_VALUE - 2, 5).invert(true);
        try (Model model = model(DType.INT32, layer)) {
            assertArrayEquals(
                    new long[] {Long.MAX_VALUE - 2, -1},
                    model.predict(Tensor.of(new int[][] {{1, 7}})).toLongArray());
        }
    }

    @Test
    void unknownTokensNeedAnIndex() {
        StringLookup layer = new StringLookup().numOovIndices(0).vocabulary(List.of("a", "b"));
        String message = assertThrows(IllegalArgumentException.class, () -> indices(layer))
                .getMessage();
        assertTrue(message.contains("'c' is not in the vocabulary"), message);
    }

    @Test
    void vocabulariesThatKerasRefusesAreRefused() {
        refused(new StringLookup().vocabulary(List.of("a", "a")), "twice");
        refused(new StringLookup().vocabulary(List.of()), "empty");
        refused(new StringLookup().vocabulary(List.of("a", "b")).maxTokens(2), "max_tokens");
        refused(new StringLookup().vocabulary(List.of("a", "")).maskToken(""), "mask token");
        refused(new StringLookup().vocabulary(List.of("a", "[UNK]")).invert(true), "unknown");
        refused(new StringLookup().vocabulary(List.of("a")).outputMode("tf_idf"), "idf_weights");
        refused(new StringLookup().outputMode("count"), "size");
    }

    private static void refused(StringLookup layer, String reason) {
        String message = assertThrows(IllegalArgumentException.class, () -> indices(layer))
                .getMessage();
        assertTrue(message.contains(reason), message);
    }

    @Test
    void withoutAVocabularyTheCallSaysWhatIsMissing() {
        String message = assertThrows(IllegalStateException.class, () -> indices(new StringLookup().name("colours")))
                .getMessage();
        assertTrue(message.startsWith("layer 'colours' (StringLookup): there is no vocabulary"), message);
        String config = "{'name': 'colours', 'vocabulary': null}";
        StringLookup read = (StringLookup) Configs.layer("StringLookup", config);
        String located =
                assertThrows(IllegalStateException.class, () -> indices(read)).getMessage();
        assertTrue(located.contains(", StringLookup 'colours': there is no vocabulary"), located);
    }

    // ---- files

    private record Stored(Map<String, String> files, boolean hasFiles) implements Assets {
        @Override
        public String place() {
            return "assets/here of test";
        }

        @Override
        public Optional<byte[]> file(String name) {
            return Optional.ofNullable(files.get(name)).map(text -> text.getBytes(StandardCharsets.UTF_8));
        }

        @Override
        public Optional<Tensor> array(String name) {
            return Optional.empty();
        }
    }

    private static Layer restored(String config, String vocabulary) {
        Layer layer = Configs.layer("StringLookup", config);
        layer.apply(Input.named("x", DType.STRING, 2));
        layer.readAssets(new Stored(Map.of("vocabulary.txt", vocabulary), true)).run();
        return layer;
    }

    @Test
    void anArchivesVocabularyIsUsed() {
        assertArrayEquals(new long[] {2, 1, 0, 0}, indices(restored("{}", "[UNK]\r\nc\na\n")));
        assertArrayEquals(new long[] {3, 2, 1, 0}, indices(restored("{'mask_token': ''}", "\n[UNK]\nc\na\n\n")));
    }

    @Test
    void aVocabularyThatIsMissingOrDamagedIsAnError() {
        Layer layer = Configs.layer("StringLookup", "{'name': 'colours'}");
        layer.apply(Input.named("x", DType.STRING, 2));
        layer.readAssets(new Stored(Map.of(), false)).run(); // a file of weights has no room for it
        String message = assertThrows(MalformedFileException.class, () -> layer.readAssets(new Stored(Map.of(), true)))
                .getMessage();
        assertTrue(
                message.contains("assets/here of test: expected vocabulary.txt of layer 'colours' (StringLookup)"),
                message);
        assertThrows(MalformedFileException.class, () -> restored("{}", "a\na"));
        assertThrows(
                MalformedFileException.class,
                () -> restored("{'output_mode': 'count', 'vocabulary_size': 9}", "[UNK]\na"));
    }

    /** What a SavedModel has for one lookup layer. */
    private record StoredTable(Table stored, Tensor idfWeights) implements Assets {
        @Override
        public String place() {
            return "table of test";
        }

        @Override
        public boolean hasFiles() {
            return false;
        }

        @Override
        public Optional<byte[]> file(String name) {
            return Optional.empty();
        }

        @Override
        public Optional<Tensor> array(String name) {
            return Optional.of(idfWeights);
        }

        @Override
        public Optional<Table> table() {
            return Optional.of(stored);
        }
    }

    @Test
    void weightsThatDoNotFitATableAreAnError() {
        Layer layer =
                Configs.layer("StringLookup", "{'name': 'colours', 'output_mode': 'tf_idf', 'vocabulary_size': 3}");
        layer.apply(Input.named("x", DType.STRING, 2));
        Assets.Table table = new Assets.Table(Optional.empty(), List.of("a", "b"), List.of(1L, 2L));
        layer.readAssets(new StoredTable(table, Tensor.of(new float[] {1, 2, 3}, 3)))
                .run();
        for (Tensor unfit : List.of(Tensor.of(new float[] {1, 2}, 2), Tensor.of(List.of("x", "y", "z")))) {
            String message = assertThrows(
                            MalformedFileException.class, () -> layer.readAssets(new StoredTable(table, unfit)))
                    .getMessage();
            assertTrue(message.startsWith("table of test, ") && message.contains("'colours'"), message);
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'vocabulary': '/etc/words.txt'}",
                "{'vocabulary': ['a'], 'output_mode': 'count', 'sparse': true}",
                "{'vocabulary': ['a'], 'ragged': true}",
                "{'vocabulary': ['a'], 'output_mode': null}",
                "{'vocabulary': ['a'], 'standardize': {'class_name': 'function', 'config': 'mine'}}",
                "{'vocabulary': ['a'], 'split': 'mine'}",
            })
    void whatIsNotSupportedIsSaidInWords(String config) {
        String message = assertThrows(UnsupportedModelException.class, () -> Configs.layer("TextVectorization", config))
                .getMessage();
        assertTrue(message.contains("TextVectorization"), message);
    }

    @Test
    void boundariesThatKeras2LearnedAreRefused() {
        String message = assertThrows(
                        UnsupportedModelException.class,
                        () -> Configs.layer("Discretization", "{'num_bins': 4, 'bin_boundaries': null}"))
                .getMessage();
        assertTrue(message.contains("bin_boundaries=layer.bin_boundaries"), message);
    }

    @Test
    void earlyVersionsHadOtherNames() {
        Layer layer = Configs.layer(
                "IntegerLookup", "{'max_values': 4, 'mask_value': 0, 'oov_value': -1, 'vocabulary': [7, 5]}");
        try (Model model = model(DType.INT64, layer)) {
            assertArrayEquals(
                    new long[] {0, 3},
                    model.predict(Tensor.of(new long[][] {{0, 5}})).toLongArray());
        }
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "{'vocabulary': [1]}",
                "{'vocabulary': 7}",
                "{'num_oov_indices': -1}",
                "{'output_mode': 'ragged'}",
                "{'max_tokens': 'many'}",
                "{'salt': [1, 2, 3]}",
            })
    void damagedConfigurationsAreMalformed(String config) {
        assertThrows(MalformedFileException.class, () -> {
            Layer layer = Configs.layer("StringLookup", config);
            layer.apply(Input.named("x", DType.STRING, 2));
        });
    }
}
