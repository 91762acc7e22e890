package dev.markhor.verify;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.error.UnsupportedModelException;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.npy.Npz;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The models under {@code golden/} give the same bits when they were written and read again, or are refused with words. */
class SavingTest {
    private static final Path GOLDEN = Path.of("..", "golden");

    @TempDir
    Path folder;

    static Stream<GoldenCase> some() {
        return LoadableCases.in(
                GOLDEN.resolve("structures"),
                GOLDEN.resolve("formats"),
                GOLDEN.resolve("keras1"),
                GOLDEN.resolve("layers/dense"),
                GOLDEN.resolve("layers/lstm"),
                GOLDEN.resolve("layers/text_vectorization"),
                GOLDEN.resolve("layers/batch_normalization"),
                GOLDEN.resolve("real/mlperf-tiny"));
    }

    /** Those whose path contains {@code markhor.saving.only}; all of them where it is not given. */
    static Stream<GoldenCase> all() {
        String only = System.getProperty("markhor.saving.only", "");
        return LoadableCases.in(GOLDEN)
                .filter(golden -> golden.model().toString().contains(only));
    }

    @ParameterizedTest
    @MethodSource("some")
    void keepsEveryBit(GoldenCase golden) throws IOException {
        compare(golden);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void keepsEveryBitOfAnyModel(GoldenCase golden) throws IOException {
        compare(golden);
    }

    /** Other names of classes and options, calls in another form, another order of operations. */
    @ParameterizedTest
    @ValueSource(
            strings = {
                "formats/cudnn_weights_k2.h5",
                "layers/attention/masked_both_k2.h5",
                "layers/bidirectional/gru_states_given_k2.h5",
                "layers/bidirectional/stateful_k2.h5",
                "layers/category_encoding/count_k2.h5",
                "layers/custom_scale_layer/image_k2.h5",
                "layers/integer_lookup/int_k2.h5",
                "layers/layer_scale/image_k2.h5",
                "layers/leaky_relu/slope_k2.h5",
                "layers/multi_head_attention/masked_key_k2.h5",
                "layers/multi_head_attention/sees_nothing_k2.h5",
                "layers/stochastic_depth/image_k2.h5",
                "layers/sync_batch_normalization/option_axis_k2.h5",
                "layers/time_distributed/model_k2.h5",
                "operations/arithmetic_k2.h5",
                "operations/indexing_k2.h5",
                "operations/legacy_file.h5",
                "operations/reductions_k2.h5",
                "saved_models/sequential_k2",
                "structures/names_with_slashes_k2.h5",
                "structures/stateful_nested_k2.h5"
            })
    void whatKeras3SaysInOtherWordsIsWritten(String model) throws IOException {
        List<GoldenCase> cases = LoadableCases.in(GOLDEN.resolve(model)).toList();
        assertEquals(1, cases.size());
        assertTrue(compare(cases.get(0)), model);
    }

    /** What is refused must be the exception. */
    @Test
    void mostModelsAreWritten() throws IOException {
        int written = 0;
        int refused = 0;
        for (GoldenCase golden : LoadableCases.in(GOLDEN.resolve("structures"), GOLDEN.resolve("formats"))
                .toList()) {
            if (compare(golden)) {
                written++;
            } else {
                refused++;
            }
        }
        assertTrue(written > 4 * refused, written + " written, " + refused + " refused");
    }

    /** For `golden/saving.py`: all that was written stays in the folder that is named, and why the rest was not. */
    static void keep(GoldenCase golden, String prefix, Optional<String> refusal, Path archive, Path weights)
            throws IOException {
        String kept = System.getProperty("markhor.saving.folder", "");
        if (kept.isEmpty()) {
            return;
        }
        Path to = Files.createDirectories(Path.of(kept)).toAbsolutePath();
        String name = prefix + GOLDEN.relativize(golden.model()).toString().replace('/', '+');
        if (refusal.isPresent()) {
            append(to.resolve("refused.tsv"), name, refusal.get());
            return;
        }
        Path model = Files.copy(archive, to.resolve(name + ".keras"), StandardCopyOption.REPLACE_EXISTING);
        Path values = Files.copy(weights, to.resolve(name + ".weights.h5"), StandardCopyOption.REPLACE_EXISTING);
        append(to.resolve("models.tsv"), model, values, golden.calls().get(0).toAbsolutePath());
    }

    private static void append(Path file, Object... cells) throws IOException {
        String line = Stream.of(cells).map(Object::toString).collect(Collectors.joining("\t", "", "\n"));
        Files.writeString(file, line, StandardOpenOption.CREATE, StandardOpenOption.APPEND);
    }

    /** @return whether the whole model could be written */
    private boolean compare(GoldenCase golden) throws IOException {
        LoadOptions options = ModelSubject.options(golden, LoadOptions.defaults());
        Path weights = folder.resolve("model.weights.h5");
        Path legacy = folder.resolve("model.h5");
        Path archive = folder.resolve("model.keras");
        Files.deleteIfExists(archive);
        List<Tensor> expected;
        Optional<String> refusal = Optional.empty();
        try (Model model = Markhor.load(golden.model(), options)) {
            expected = run(golden, model);
            model.saveWeights(weights);
            model.saveWeights(legacy);
            try {
                model.save(archive);
            } catch (UnsupportedModelException e) {
                assertTrue(e.getMessage().contains("saveWeights"), e.getMessage());
                refusal = Optional.of(e.getMessage());
            }
        }
        try (Model model = Markhor.load(golden.model(), options)) {
            model.loadWeights(weights);
            assertEquals(expected, run(golden, model), () -> golden.model() + " from " + weights);
            model.loadWeights(legacy);
            assertEquals(expected, run(golden, model), () -> golden.model() + " from " + legacy);
        }
        if (refusal.isEmpty()) {
            try (Model model = Markhor.load(archive)) {
                assertEquals(expected, run(golden, model), () -> golden.model() + " from " + archive);
            }
        }
        keep(golden, "", refusal, archive, weights);
        try (Stream<Path> files = Files.list(folder)) {
            List<Path> left = new ArrayList<>(files.toList());
            left.removeAll(List.of(weights, legacy, archive));
            assertEquals(List.of(), left);
        }
        return refusal.isEmpty();
    }

    static List<Tensor> run(GoldenCase golden, Model model) throws IOException {
        List<Tensor> results = new ArrayList<>();
        ModelSubject subject = ModelSubject.of(model);
        for (Path call : golden.calls()) {
            try (Npz values = Npz.open(call)) {
                List<Tensor> inputs = new ArrayList<>();
                for (Optional<Tensor> next = values.find("input_0");
                        next.isPresent();
                        next = values.find("input_" + inputs.size())) {
                    inputs.add(next.get());
                }
                results.addAll(subject.predict(inputs));
            }
        }
        return results;
    }
}
