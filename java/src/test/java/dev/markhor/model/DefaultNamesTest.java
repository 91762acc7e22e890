package dev.markhor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.Markhor;
import dev.markhor.error.WeightMismatchException;
import dev.markhor.graph.Value;
import dev.markhor.keras.LoadOptions;
import dev.markhor.layers.Bidirectional;
import dev.markhor.layers.Dense;
import dev.markhor.layers.EinsumDense;
import dev.markhor.layers.LSTM;
import dev.markhor.layers.MultiHeadAttention;
import dev.markhor.layers.TimeDistributed;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Layers without a name get those that Keras 3.15 gives in a fresh process. */
class DefaultNamesTest {
    private static final Path FILE = Path.of("../golden/real/mlperf-tiny/ad01.h5");
    private static final LoadOptions BY_NAME =
            LoadOptions.defaults().withByName(true).withSkipMismatch(true);

    private static final class Block extends Layer {
        private final Dense one = new Dense(3);
        private final Dense two = new Dense(3);

        @Override
        protected Value call(Value x) {
            return two.apply(one.apply(x));
        }
    }

    private static final class Large extends Model {
        private final Dense head = new Dense(2);
        private final Sequential backbone = new Sequential(new Dense(3), new Dense(4));
        private final Block block = new Block();
        private final TimeDistributed wrap = new TimeDistributed(new Dense(3));
        private final MultiHeadAttention attention = new MultiHeadAttention(2, 2);
        private final EinsumDense einsum = new EinsumDense("ab,bc->ac", 3);
        private final Bidirectional both = new Bidirectional(() -> new LSTM(2));
        private final LSTM lstm = new LSTM(2);
        private final List<Dense> last = List.of(new Dense(1), new Dense(1).name("named"), new Dense(3));

        @Override
        protected Value call(Value x) {
            return x;
        }
    }

    private static List<String> names(List<Layer> layers) {
        return layers.stream().map(Layer::name).toList();
    }

    @Test
    void ofAUserDefinedModelCountThoseInside() {
        try (Large model = new Large()) {
            assertEquals(
                    List.of(
                            "dense",
                            "sequential",
                            "block",
                            "time_distributed",
                            "multi_head_attention",
                            "einsum_dense",
                            "bidirectional",
                            "lstm_1",
                            "dense_6",
                            "named",
                            "dense_7"),
                    names(model.layers()));
            assertEquals(List.of("dense_3", "dense_4"), names(model.block.sublayers()));
            assertEquals("dense_7", model.layer("dense_7").name());
        }
    }

    @Test
    void followTheOrderInWhichLayersWereMade() {
        Dense second = new Dense(2);
        Dense first = new Dense(2);
        Value x = Input.of(2);
        Model model = Model.of(x, second.apply(first.apply(x)));
        assertEquals(List.of("input_layer", "dense_1", "dense"), names(model.layers()));
    }

    private static final class Pair extends Model {
        private final Dense a = new Dense(128);
        private final Dense b = new Dense(128);

        @Override
        protected Value call(Value x) {
            return b.apply(a.apply(x));
        }
    }

    @Test
    void decideWhatLayersTakeByName() {
        try (Pair model = new Pair();
                Model whole = Markhor.load(FILE)) {
            model.build(Shape.FREE, 640);
            model.loadWeights(FILE, BY_NAME);
            for (String weight : List.of("kernel", "bias")) {
                assertEquals(
                        whole.weightsByPath().get("dense/" + weight).get(),
                        model.weightsByPath().get("a/" + weight).get());
                assertEquals(
                        whole.weightsByPath().get("dense_1/" + weight).get(),
                        model.weightsByPath().get("b/" + weight).get());
            }
        }
    }

    @Test
    void givenTwiceAreRefused() {
        try (Pair model = new Pair()) {
            model.a.name("dense");
            model.b.name("dense");
            model.build(Shape.FREE, 640);
            Tensor before = model.weightsByPath().get("a/bias").get();
            String message = assertThrows(WeightMismatchException.class, () -> model.loadWeights(FILE, BY_NAME))
                    .getMessage();
            assertTrue(
                    message.contains("two layers of model 'pair' are called 'dense' (a/kernel, a/bias and b/kernel"),
                    message);
            assertEquals(before, model.weightsByPath().get("a/bias").get());
        }
    }
}
