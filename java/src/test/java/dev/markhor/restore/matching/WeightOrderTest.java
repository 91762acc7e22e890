package dev.markhor.restore.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.graph.Value;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

/** Orders that Keras writes, observed with 2.15 where they are its. */
class WeightOrderTest {
    private final TestLayers.Counter any = new TestLayers.Counter();

    /** Batch normalization's four variables. */
    private final class Norm extends Layer {
        Norm(boolean trainable) {
            setName("norm");
            setTrainable(trainable);
        }

        @Override
        protected void build(Shape input) {
            for (String name : List.of("moving_mean", "gamma", "moving_variance", "beta")) {
                addWeight(name, Shape.of(2), DType.FLOAT32, !name.startsWith("moving"), any);
            }
        }

        @Override
        protected Value call(Value x) {
            return x;
        }
    }

    private static List<String> paths(WeightOrder order, Layer layer) {
        return order.weights(layer).stream().map(WeightOrder.Weight::path).toList();
    }

    @Test
    void aPartlyFrozenModelListsFrozenWeightsWithTheOthers() {
        Model model = new Sequential(
                Input.of(2),
                new TestLayers.Dense(2, any).named("frozen").frozen(),
                new Norm(true),
                new TestLayers.Dense(2, any).named("free"));
        List<String> expected = List.of(
                "norm/gamma",
                "norm/beta",
                "free/kernel",
                "free/bias",
                "frozen/kernel",
                "frozen/bias",
                "norm/moving_mean",
                "norm/moving_variance");
        assertEquals(expected, paths(WeightOrder.KERAS2, model));
        assertEquals(expected, paths(WeightOrder.KERAS3, model));
        assertEquals(
                List.of(
                        "frozen/kernel",
                        "frozen/bias",
                        "norm/gamma",
                        "norm/beta",
                        "free/kernel",
                        "free/bias",
                        "norm/moving_mean",
                        "norm/moving_variance"),
                paths(WeightOrder.UNFROZEN, model));
    }

    @Test
    void aWhollyFrozenModelGoesLayerByLayer() {
        Model model = new Sequential(
                Input.of(2),
                new Norm(false),
                new TestLayers.Dense(2, any).named("d").frozen());
        model.setTrainable(false);
        List<String> expected =
                List.of("norm/gamma", "norm/beta", "norm/moving_mean", "norm/moving_variance", "d/kernel", "d/bias");
        assertEquals(expected, paths(WeightOrder.KERAS2, model));
        assertEquals(expected, paths(WeightOrder.KERAS3, model));
    }

    @Test
    void aModelsOwnWeightsComeLastInKeras2AndFirstInKeras3() {
        final class Own extends Model {
            final TestLayers.Dense dense = new TestLayers.Dense(2, any).named("dense");

            @Override
            protected void build(Shape input) {
                addWeight("own", Shape.of(1), any);
            }

            @Override
            protected Value call(Value x) {
                return dense.apply(x);
            }
        }
        Own model = new Own();
        model.apply(Input.of(2));
        assertEquals(List.of("dense/kernel", "dense/bias", "own"), paths(WeightOrder.KERAS2, model));
        assertEquals(List.of("own", "dense/kernel", "dense/bias"), paths(WeightOrder.KERAS3, model));
        assertEquals(List.of("dense/kernel", "dense/bias", "own"), inTurn(WeightOrder.KERAS2, model));
        assertEquals(List.of("own", "dense/kernel", "dense/bias"), inTurn(WeightOrder.KERAS3, model));
    }

    @Test
    void sharedLayersCountOnce() {
        TestLayers.Dense shared = new TestLayers.Dense(2, any).named("shared");
        Model model = new Sequential(Input.of(2), shared, new Norm(true), shared);
        assertEquals(
                List.of(
                        "shared/kernel",
                        "shared/bias",
                        "norm/gamma",
                        "norm/beta",
                        "norm/moving_mean",
                        "norm/moving_variance"),
                paths(WeightOrder.KERAS3, model));
    }

    /** A layer with weights of its own and a layer inside. */
    private final class Wrapper extends Layer {
        private final Norm inside = new Norm(true);

        @Override
        protected void build(Shape input) {
            addWeight("fixed", Shape.of(1), DType.FLOAT32, false, any);
            addWeight("free", Shape.of(1), DType.FLOAT32, true, any);
        }

        @Override
        protected Value call(Value x) {
            return inside.apply(x);
        }
    }

    @Test
    void aFrozenLayerListsItsOwnWeightsBeforeThoseInside() {
        List<String> inside = List.of("norm/gamma", "norm/beta", "norm/moving_mean", "norm/moving_variance");
        for (boolean frozen : new boolean[] {true, false}) {
            Wrapper wrapper = new Wrapper();
            wrapper.apply(Input.of(2));
            wrapper.setTrainable(!frozen);
            List<String> expected = new ArrayList<>(inside);
            expected.addAll(0, frozen ? List.of("free", "fixed") : List.of("free"));
            if (!frozen) {
                expected.add(3, "fixed");
            }
            assertEquals(expected, paths(WeightOrder.KERAS2, wrapper));
            List<String> trainable = WeightOrder.trainable(wrapper).stream()
                    .map(variable -> variable.name())
                    .toList();
            assertEquals(frozen ? List.of() : List.of("free", "gamma", "beta"), trainable);
        }
    }

    @Test
    void variablesInTurn() {
        TestLayers.Dense shared = new TestLayers.Dense(2, any).named("shared").frozen();
        Model inner = new Sequential(Input.of(2), new Norm(true));
        Model model = new Sequential(Input.of(2), shared, inner, shared);
        String name = inner.name();
        List<String> expected = List.of(
                "shared/kernel",
                "shared/bias",
                name + "/norm/gamma",
                name + "/norm/beta",
                name + "/norm/moving_mean",
                name + "/norm/moving_variance");
        assertEquals(expected, inTurn(WeightOrder.KERAS2, model));
        assertEquals(expected, inTurn(WeightOrder.KERAS3, model));
    }

    private static List<String> inTurn(WeightOrder order, Model model) {
        return order.inTurn(model).stream().map(WeightOrder.Weight::path).toList();
    }
}
