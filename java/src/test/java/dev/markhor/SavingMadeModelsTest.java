package dev.markhor;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.UnsupportedModelException;
import dev.markhor.graph.Value;
import dev.markhor.layers.Add;
import dev.markhor.layers.BaseLayer;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Bidirectional;
import dev.markhor.layers.Concatenate;
import dev.markhor.layers.Conv2D;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Dropout;
import dev.markhor.layers.Embedding;
import dev.markhor.layers.Flatten;
import dev.markhor.layers.GlobalAveragePooling1D;
import dev.markhor.layers.LSTM;
import dev.markhor.layers.Lambda;
import dev.markhor.layers.LayerNormalization;
import dev.markhor.layers.MaxPooling2D;
import dev.markhor.layers.MultiHeadAttention;
import dev.markhor.layers.PReLU;
import dev.markhor.layers.StringLookup;
import dev.markhor.layers.ThresholdedReLU;
import dev.markhor.layers.TimeDistributed;
import dev.markhor.model.Dialect;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Slice;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.function.Supplier;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

/** Models that programs make are saved with what their layers say of themselves, or refused with the layer's name. */
class SavingMadeModelsTest {
    @TempDir
    Path folder;

    // ---- what is written

    static Stream<Arguments> models() {
        return Stream.of(
                model("chain", SavingMadeModelsTest::chain),
                model("chain built by its first call", SavingMadeModelsTest::builtByCall),
                model("picture classifier", SavingMadeModelsTest::pictures),
                model("text classifier with masks", SavingMadeModelsTest::texts),
                model("transformer", SavingMadeModelsTest::transformer),
                model("shared layers and models inside", SavingMadeModelsTest::shared),
                model("inputs and outputs by name", SavingMadeModelsTest::named),
                model("lists within lists", SavingMadeModelsTest::lists),
                model("vocabulary", SavingMadeModelsTest::vocabulary),
                model("operations between layers", SavingMadeModelsTest::operations),
                model("functions between layers", SavingMadeModelsTest::functions),
                model("masks and operations", SavingMadeModelsTest::maskedOperations));
    }

    private static Arguments model(String name, Supplier<Model> model) {
        return Arguments.of(name, model);
    }

    private static Model chain() {
        return new Sequential(Input.of(3), new Dense(4).activation("relu"), new Dropout(0.5), new Dense(2).name("end"));
    }

    private static Model builtByCall() {
        Sequential model = new Sequential(new Dense(4).activation(new PReLU()), new Dense(2).useBias(false));
        model.build(5, 3);
        return model;
    }

    private static Model pictures() {
        Value x = Input.of(6, 6, 2);
        Value y = new Conv2D(3, 3).padding("same").strides(2).apply(x);
        y = new BatchNormalization().epsilon(0.01).apply(y);
        y = new MaxPooling2D(2).apply(y);
        return Model.of(x, new Dense(2).activation("softmax").apply(new Flatten().apply(y)));
    }

    private static Model texts() {
        Value x = Input.of(DType.INT32, 5);
        Value y = new Embedding(7, 4).maskZero(true).apply(x);
        y = new Bidirectional(() -> new LSTM(3).returnSequences(true)).apply(y);
        y = new TimeDistributed(new Dense(4)).apply(y);
        return Model.of(x, new GlobalAveragePooling1D().apply(y));
    }

    private static Model transformer() {
        Value x = Input.of(4, 6);
        Value y = new MultiHeadAttention(2, 3).apply(x, x);
        y = new LayerNormalization().apply(new Add().apply(List.of(x, y)));
        return Model.of(x, y);
    }

    private static Model shared() {
        Value inside = Input.of(3);
        Model inner = Model.of(inside, new Dense(3).activation("tanh").apply(inside));
        Value x = Input.of(3);
        Value y = Input.of(3);
        Dense twice = new Dense(3).name("twice");
        Value a = inner.apply(twice.apply(x));
        Value b = inner.apply(twice.apply(y));
        return Model.of(
                Structure.list(List.of(x, y)), Structure.list(List.of(new Concatenate().apply(List.of(a, b)), b)));
    }

    private static Model named() {
        Value second = Input.named("second", DType.FLOAT32, 2);
        Value first = Input.named("first", DType.FLOAT32, 2);
        Map<String, Value> inputs = new LinkedHashMap<>();
        inputs.put("second", second);
        inputs.put("first", first);
        Map<String, Value> outputs = new LinkedHashMap<>();
        outputs.put("sum", new Add().apply(List.of(first, new Dense(2).apply(second))));
        outputs.put("half", new Dense(1).apply(first));
        return Model.of(Structure.map(inputs), Structure.map(outputs));
    }

    private static Model lists() {
        Value x = Input.of(2);
        Value y = Input.of(2);
        Structure<Value> pair = Structure.list(List.of(x, y));
        Structure<Value> outputs = new Structure.Items<>(
                List.of(Structure.of(new Dense(2).apply(x)), Structure.list(List.of(new Dense(3).apply(y), x))));
        return Model.of(pair, outputs);
    }

    private static Model vocabulary() {
        return new Sequential(
                Input.of(DType.STRING, 2),
                new StringLookup().vocabulary(List.of("red", "green")).outputMode("multi_hot"));
    }

    private static Model operations() {
        Value x = Input.of(3, 4);
        Value y = new Dense(4).name("add").apply(Ops.add(Ops.multiply(x, 0.5), -1));
        Value z = Ops.subtract(Ops.add(x, y), Ops.divide(x, Ops.add(Ops.square(y), 2)));
        Value scores = Ops.softmax(Ops.matmul(z, Ops.transpose(x, 0, 2, 1)), -1);
        Value first = Ops.squeeze(Ops.slice(scores, 1, 0, 1, 1), 1);
        Value last = Ops.mean(Ops.slice(scores, 2, -1, Slice.OPEN, 1), false, 1, 2);
        Value constant = Ops.multiply(first, Ops.constant(Tensor.of(new float[] {1, 2, 3}, 3)));
        Value both = Ops.concatenate(List.of(constant, Ops.expandDims(last, 1)), 1);
        Value kept = Ops.where(Ops.greater(both, Ops.reshape(both, Shape.FREE, 4)), both, Ops.maximum(both, both));
        return Model.of(Structure.of(x), Structure.list(List.of(new Dense(2).apply(kept), Ops.max(kept, true, 1))));
    }

    /** Those of one element, all in one. */
    private static Model functions() {
        Value x = Input.of(5);
        List<Value> results = new ArrayList<>();
        for (Unary.Function function : Unary.Function.values()) {
            switch (function) {
                case HARD_SIGMOID_KERAS2,
                        MISH,
                        ROUND,
                        THRESHOLD,
                        SQUAREPLUS,
                        IS_NAN,
                        IS_FINITE,
                        IS_INF,
                        LOGICAL_NOT -> {}
                case RELU -> results.addAll(List.of(Ops.relu(x), Ops.relu(x, 0.1, Double.POSITIVE_INFINITY, 0)));
                case AFFINE -> results.addAll(List.of(Ops.add(x, 3), Ops.multiply(x, 0.3)));
                default -> results.add(Ops.unary(function, x, 0.25, 1.5));
            }
        }
        return Model.of(Structure.of(x), Structure.list(results));
    }

    private static Model maskedOperations() {
        Value x = Input.of(DType.INT32, 5);
        Value y = new LSTM(3)
                .returnSequences(true)
                .apply(new Embedding(7, 4).maskZero(true).apply(x));
        Value z = new GlobalAveragePooling1D().apply(y);
        return Model.of(x, Ops.cast(Ops.abs(Ops.subtract(z, Ops.tanh(z))), DType.FLOAT64));
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("models")
    void areTheSameWhenReadAgain(String name, Supplier<Model> program) {
        Path archive = folder.resolve("model.keras");
        try (Model made = program.get()) {
            randomize(made);
            made.save(archive);
            try (Model read = Markhor.load(archive)) {
                List<Tensor> inputs = inputs(read);
                assertEquals(made.predict(Structure.list(inputs)), read.predict(Structure.list(inputs)));
                assertEquals(made.weightsByPath().keySet(), read.weightsByPath().keySet());
                List<String> names = made.layers().stream().map(Layer::name).toList();
                assertEquals(
                        names,
                        read.layers().stream()
                                .map(Layer::name)
                                .limit(names.size()) // operations follow
                                .toList());
            }
        }
    }

    private static void randomize(Model model) {
        Random random = new Random(1);
        Map<String, Tensor> values = new LinkedHashMap<>();
        model.weightsByPath().forEach((path, weight) -> {
            float[] numbers = new float[(int) weight.shape().size()];
            for (int i = 0; i < numbers.length; i++) {
                numbers[i] = 0.5f + random.nextFloat();
            }
            values.put(path, Tensor.of(numbers, weight.shape().dims()));
        });
        model.assign(values);
    }

    private static List<Tensor> inputs(Model model) {
        List<Tensor> inputs = new ArrayList<>();
        model.inputSpecs().values().forEach(spec -> {
            long[] dims = spec.shape().with(0, 2).dims();
            String[] words = new String[(int) spec.shape().with(0, 2).size()];
            float[] numbers = new float[words.length];
            for (int i = 0; i < numbers.length; i++) {
                words[i] = i % 3 == 0 ? "green" : "blue";
                numbers[i] = i % 4;
            }
            inputs.add(
                    spec.dtype() == DType.STRING
                            ? Tensor.of(words, dims)
                            : Tensor.of(numbers, dims).cast(spec.dtype()));
        });
        return inputs;
    }

    @Test
    void aPartOfAModelIsSaved() {
        Path archive = folder.resolve("part.keras");
        Path golden = Path.of("../golden/structures/inception.keras");
        try (Model whole = Markhor.load(golden)) {
            String last = whole.layers().get(whole.layers().size() - 2).name();
            try (Model part = whole.upTo(last).orElseThrow()) {
                part.save(archive);
                List<Tensor> inputs = inputs(whole);
                try (Model read = Markhor.load(archive)) {
                    assertEquals(part.predict(inputs), read.predict(inputs));
                }
            }
        }
    }

    // ---- what is refused

    private static final class Own extends BaseLayer<Own> {
        @Override
        protected Value call(Value x) {
            return x;
        }
    }

    private static final class Program extends Model {
        private final Dense dense = new Dense(2);

        @Override
        protected Value call(Value x) {
            return dense.apply(x);
        }
    }

    private static Model program() {
        Program model = new Program();
        model.build(2, 3);
        return model;
    }

    private static Model of(Layer layer) {
        return new Sequential(Input.of(3), layer);
    }

    private static Model between() {
        Value x = Input.of(3);
        return Model.of(x, new Dense(2).apply(Ops.repeat(x, 2, 1)));
    }

    private static Model ofKeras2() {
        Model model = of(new Dense(2));
        model.setModelDialect(Dialect.KERAS2);
        return model;
    }

    static Stream<Arguments> refused() {
        return Stream.of(
                refused("model 'program' (Program)", SavingMadeModelsTest::program),
                refused("layer 'own' (Own)", () -> of(new Own())),
                refused("layer 'lambda' (Lambda)", () -> of(new Lambda(Ops::relu))),
                refused("layer 'dense' (Dense)", () -> of(new Dense(2).activation(Ops::relu))),
                refused("layer 'own' (Own)", () -> new Sequential(Input.of(3, 2), new TimeDistributed(new Own()))),
                refused("layer 'thresholded_re_lu' (ThresholdedReLU)", () -> of(new ThresholdedReLU())),
                refused("no name in Keras 3 may have a slash", () -> of(new Dense(2).name("a/b"))),
                refused(
                        "two layers named 'a'",
                        () -> new Sequential(Input.of(3), new Dense(2).name("a"), new Dense(2).name("a"))),
                refused("over several axes", () -> new Sequential(Input.of(3, 2), new BatchNormalization().axis(1, 2))),
                refused("the operation repeat", SavingMadeModelsTest::between),
                refused("rules of an older Keras", SavingMadeModelsTest::ofKeras2));
    }

    private static Arguments refused(String words, Supplier<Model> model) {
        return Arguments.of(words, model);
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("refused")
    void areRefusedWithTheReason(String words, Supplier<Model> program) {
        Path archive = folder.resolve("model.keras");
        try (Model model = program.get()) {
            String message = assertThrows(UnsupportedModelException.class, () -> model.save(archive))
                    .getMessage();
            assertTrue(message.contains(words) && message.contains("saveWeights"), message);
            assertTrue(Files.notExists(archive));
        }
    }
}
