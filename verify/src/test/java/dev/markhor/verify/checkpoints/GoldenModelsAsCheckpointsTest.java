package dev.markhor.verify.checkpoints;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.Markhor;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Model;
import dev.markhor.tensor.Tensor;
import dev.markhor.verify.GoldenCase;
import dev.markhor.verify.LoadableCases;
import dev.markhor.verify.ModelSubject;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.Tag;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Checkpoints of the models under {@code golden/} hold every weight, and are consumed when they are read. */
class GoldenModelsAsCheckpointsTest {
    private static final Path GOLDEN = Path.of("..", "golden");

    @TempDir
    Path folder;

    static Stream<GoldenCase> some() {
        return LoadableCases.in(
                GOLDEN.resolve("structures"),
                GOLDEN.resolve("layers/lstm"),
                GOLDEN.resolve("layers/multi_head_attention"),
                GOLDEN.resolve("layers/text_vectorization"),
                GOLDEN.resolve("real/mlperf-tiny"));
    }

    static Stream<GoldenCase> all() {
        return LoadableCases.in(GOLDEN);
    }

    @ParameterizedTest
    @MethodSource("some")
    void everyWeightComesBack(GoldenCase golden) throws IOException {
        compare(golden);
    }

    @Tag("long")
    @ParameterizedTest
    @MethodSource("all")
    void everyWeightOfAnyModelComesBack(GoldenCase golden) throws IOException {
        compare(golden);
    }

    private void compare(GoldenCase golden) throws IOException {
        LoadOptions options = ModelSubject.options(golden, LoadOptions.defaults());
        Path prefix = folder.resolve("weights");
        try (Model model = Markhor.load(golden.model(), options);
                Model other = Markhor.load(golden.model(), options)) {
            model.saveWeights(prefix);
            Map<String, Tensor> values = values(model);
            try (TensorBundle bundle = TensorBundle.open(prefix, true)) {
                assertEquals(values.size() + 1, bundle.names().size()); // one is the graph
            }
            if (!values.isEmpty()) {
                other.assign(zeros(values));
                other.loadWeights(prefix).assertConsumed();
                assertEquals(values, values(other), golden.model()::toString);
            }
            if (golden.architectures().isEmpty()) {
                KeptCheckpoints.keep(golden, model, prefix);
            }
        }
    }

    private static Map<String, Tensor> values(Model model) {
        Map<String, Tensor> values = new TreeMap<>();
        model.weightsByPath().forEach((path, variable) -> values.put(path, variable.get()));
        return values;
    }

    private static Map<String, Tensor> zeros(Map<String, Tensor> values) {
        Map<String, Tensor> zeros = new TreeMap<>();
        values.forEach((path, value) -> zeros.put(path, Tensor.zeros(value.dtype(), value.shape())));
        return zeros;
    }
}
