package dev.markhor.restore.matching;

import static org.junit.jupiter.api.Assertions.assertArrayEquals;
import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertSame;
import static org.junit.jupiter.api.Assertions.assertThrows;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.error.WeightMismatchException;
import dev.markhor.formats.StoredArray;
import dev.markhor.graph.Value;
import dev.markhor.model.Input;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.restore.LoadStatus;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ObjectRestoreTest {
    private final TestLayers.Counter counter = new TestLayers.Counter();

    /** A user-defined model. */
    private final class Block extends Model {
        final TestLayers.Dense inner = new TestLayers.Dense(2, counter);

        @Override
        protected Value call(Value x) {
            return inner.apply(x);
        }
    }

    /** A user-defined model with another inside, a list that may grow, and a layer made by the first call. */
    private final class Net extends Model {
        final TestLayers.Dense encoder = new TestLayers.Dense(2, counter);
        final Block theBlock = new Block();
        final List<Layer> tail = new ArrayList<>(List.of(new TestLayers.Dense(2, counter)));
        TestLayers.Dense late;
        Layer replaced;

        @Override
        protected Value call(Value x) {
            Value y = theBlock.apply(encoder.apply(x));
            for (Layer layer : tail) {
                y = layer.apply(y);
            }
            if (late == null) {
                late = new TestLayers.Dense(1, counter);
            }
            return late.apply(y);
        }
    }

    private static final float[] X = {1, 1};

    private static Map<String, Tensor> values(float scale) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (String layer : List.of("encoder", "the_block/inner", "tail/0")) {
            values.put(layer + "/kernel", Tensor.of(new float[] {scale, 0, 0, scale}, 2, 2));
            values.put(layer + "/bias", Tensor.of(new float[] {0, 0}, 2));
        }
        values.put("late/kernel", Tensor.of(new float[] {1, 1}, 2, 1));
        values.put("late/bias", Tensor.of(new float[] {0.5f}, 1));
        return values;
    }

    private static float[] run(Model model) {
        return model.predict(Tensor.of(X, 1, 2)).toFloatArray();
    }

    @Test
    void anUnbuiltModelIsBornRestoredAndNoInitializerRuns() {
        try (Net net = new Net()) {
            LoadStatus status = net.restore(values(2));
            status.assertExistingObjectsMatched().assertNontrivialMatch();
            assertThrows(WeightMismatchException.class, status::assertConsumed);
            assertEquals(8, status.waiting().size());
            assertTrue(status.waiting().contains("late/kernel"), "nobody knows of this layer yet, and it may come");
            assertEquals(List.of(), status.unused());

            assertArrayEquals(new float[] {16.5f}, run(net));

            assertEquals(0, counter.runs);
            status.assertConsumed();
            assertEquals(8, status.matched().size());
            assertTrue(
                    status.matched().contains(new LoadStatus.Match("theBlock/inner/kernel", "the_block/inner/kernel")));
        }
    }

    @Test
    void ofTwoPendingRestoresTheSecondWinsAndTheFirstFillsTheRest() {
        try (Net net = new Net()) {
            LoadStatus first = net.restore(values(2));
            Map<String, Tensor> partly = values(3);
            partly.keySet().removeIf(key -> key.startsWith("late"));
            LoadStatus second = net.restore(partly);

            assertArrayEquals(new float[] {54.5f}, run(net));

            assertEquals(0, counter.runs);
            first.assertConsumed();
            WeightMismatchException e =
                    assertThrows(WeightMismatchException.class, second::assertExistingObjectsMatched);
            assertTrue(e.getMessage().contains("late/kernel"), e.getMessage());
        }
    }

    @Test
    void aLaterRestoreReplacesValuesOfABuiltModel() {
        try (Net net = new Net()) {
            net.restore(values(2));
            run(net);
            net.restore(values(1)).assertConsumed();
            assertArrayEquals(new float[] {2.5f}, run(net));
        }
    }

    @Test
    void aWrongShapeAtCreationLeavesModelAndStatusAsBefore() {
        try (Net net = new Net()) {
            Map<String, Tensor> wrong = values(2);
            wrong.put("encoder/bias", Tensor.of(new float[] {1, 2, 3}, 3));
            LoadStatus status = net.restore(wrong);

            WeightMismatchException e = assertThrows(WeightMismatchException.class, () -> run(net));
            assertTrue(e.getMessage().contains("encoder/bias"), e.getMessage());
            assertTrue(e.getMessage().contains("[3]"), e.getMessage());

            assertFalse(net.encoder.isBuilt());
            assertTrue(net.weights().isEmpty(), "the kernel that fitted is gone with its layer");
            assertTrue(status.waiting().contains("encoder/kernel"));
            assertTrue(status.matched().isEmpty());
            status.assertExistingObjectsMatched();

            net.restore(values(2)); // a good one: the next attempt builds everything
            assertArrayEquals(new float[] {16.5f}, run(net));
            assertEquals(0, counter.runs);
        }
    }

    @Test
    void aWrongShapeAtRestoreAssignsNothing() {
        try (Net net = new Net()) {
            net.restore(values(2));
            run(net);
            Map<String, Tensor> wrong = values(7);
            wrong.put("late/bias", Tensor.of(new float[] {1, 2}, 2));
            assertThrows(WeightMismatchException.class, () -> net.restore(wrong));
            assertArrayEquals(new float[] {16.5f}, run(net));
        }
    }

    @Test
    void elementsAddedToAListAfterTheRestoreAreRestored() {
        try (Net net = new Net()) {
            Map<String, Tensor> longer = values(2);
            longer.put("tail/1/kernel", Tensor.of(new float[] {10, 0, 0, 10}, 2, 2));
            longer.put("tail/1/bias", Tensor.of(new float[] {0, 0}, 2));
            LoadStatus status = net.restore(longer);
            net.tail.add(new TestLayers.Dense(2, counter));
            assertArrayEquals(new float[] {160.5f}, run(net));
            status.assertConsumed();
        }
    }

    @Test
    void aBuiltLayerThatDoesNotFitIsForgotten() {
        try (Net net = new Net()) {
            Map<String, Tensor> values = values(2);
            values.put("tail/1/kernel", Tensor.of(new float[] {1, 0, 0, 1}, 2, 2));
            values.put("tail/1/bias", Tensor.of(new float[] {7, 7}, 2));
            LoadStatus status = net.restore(values);
            TestLayers.Dense other = new TestLayers.Dense(2, counter);
            other.apply(Input.of(5));
            net.tail.add(other);
            assertThrows(WeightMismatchException.class, () -> run(net));
            TestLayers.Dense fitting = new TestLayers.Dense(2, counter);
            net.tail.set(1, fitting);
            run(net);
            status.assertConsumed();
            assertArrayEquals(new float[] {7, 7}, fitting.bias().get().toFloatArray());
        }
    }

    @Test
    void aReplacedAttributeIsNotRestoredAgain() {
        try (Net net = new Net()) {
            net.replaced = new TestLayers.Dense(2, counter);
            Map<String, Tensor> values = values(2);
            values.put("replaced/kernel", Tensor.of(new float[] {1, 0, 0, 1}, 2, 2));
            LoadStatus status = net.restore(values);
            net.replaced = new TestLayers.Dense(2, counter);
            run(net);
            assertEquals(List.of("replaced/kernel"), status.unused());
        }
    }

    @Test
    void sharedAndCyclicStoredObjectsAreFoundOnce() {
        Tensor kernel = Tensor.of(new float[] {2, 0, 0, 2}, 2, 2);
        Tensor bias = Tensor.of(new float[] {0, 0}, 2);
        List<ObjectGraph.Node> nodes = new ArrayList<>();
        nodes.add(new ObjectGraph.Node(Map.of("encoder", 1), Optional.empty()));
        Map<String, Integer> shared = new LinkedHashMap<>();
        shared.put("root", 0);
        shared.put("kernel", 2);
        shared.put("bias", 3);
        nodes.add(new ObjectGraph.Node(shared, Optional.empty()));
        nodes.add(new ObjectGraph.Node(Map.of(), Optional.of(new MemoryArray("k", kernel))));
        nodes.add(new ObjectGraph.Node(Map.of(), Optional.of(new MemoryArray("b", bias))));
        Map<String, Integer> both = new LinkedHashMap<>();
        both.put("encoder", 1);
        both.put("self", 0);
        both.put("replaced", 1);
        nodes.set(0, new ObjectGraph.Node(both, Optional.empty()));
        ObjectGraph graph = new ObjectGraph("shared", nodes);

        try (Net one = new Net()) {
            one.replaced = one.encoder; // shared here as well
            LoadStatus status = one.restore(model -> WeightLoader.restore(graph, model));
            run(one);
            assertEquals(List.of(), status.unused());
        }
        try (Net two = new Net()) {
            TestLayers.Dense other = new TestLayers.Dense(2, counter);
            two.replaced = other;
            LoadStatus status = two.restore(model -> WeightLoader.restore(graph, model));
            run(two);
            other.apply(dev.markhor.model.Input.of(2));
            assertEquals(kernel, two.encoder.kernel().get());
            assertEquals(List.of(), status.unused());
            assertTrue(status.missing().contains("replaced/kernel"), "the first object found for a stored one stays");
        }
    }

    @Test
    void whatNoObjectTakesIsLeftOver() {
        Optional<StoredArray> value = Optional.of(new MemoryArray("m", Tensor.of(new float[] {1}, 1)));
        List<ObjectGraph.Node> nodes = List.of(
                new ObjectGraph.Node(Map.of("encoder", 1, "adam", 2), Optional.empty()),
                new ObjectGraph.Node(Map.of(), Optional.empty(), List.of("table"), Optional.empty()),
                new ObjectGraph.Node(Map.of(), Optional.empty()),
                new ObjectGraph.Node(Map.of(), value));
        ObjectGraph graph = new ObjectGraph("file", nodes, Map.of(3, new ObjectGraph.Slot(2, "m", 1)));
        try (Net net = new Net()) {
            LoadStatus status = net.restore(model -> WeightLoader.restore(graph, model));
            run(net);
            assertEquals(List.of("encoder (table)", "adam/m/encoder"), status.unused());
            assertTrue(
                    status.toString().contains("in the file, not in the model (1): encoder (table)"),
                    status.toString());
            assertTrue(status.toString().contains("training state, not needed: 1"), status.toString());
        }
    }

    @Test
    void aLayerThatRefersToItsModelEndsNoWalk() {
        final class Child extends Layer {
            Model parent;
            final TestLayers.Dense dense = new TestLayers.Dense(2, counter);

            @Override
            protected Value call(Value x) {
                return dense.apply(x);
            }
        }
        final class Parent extends Model {
            final Child child = new Child();

            @Override
            protected Value call(Value x) {
                child.parent = this;
                return child.apply(x);
            }
        }
        try (Parent parent = new Parent()) {
            Map<String, Tensor> values = new HashMap<>();
            values.put("child/dense/kernel", Tensor.of(new float[] {1, 2, 3, 4}, 2, 2));
            values.put("child/dense/bias", Tensor.of(new float[] {0, 0}, 2));
            LoadStatus status = parent.restore(values);
            assertArrayEquals(new float[] {4, 6}, run(parent));
            status.assertConsumed();
            assertEquals(2, parent.weights().size());
            assertSame(parent.child, parent.layers().get(0));
        }
    }

    @Test
    void nothingInCommonIsToldWithTheNamesOfBothSides() {
        try (Net net = new Net()) {
            LoadStatus status = net.restore(Map.of("encodr/kernel", Tensor.scalar(1f)));
            run(net);
            WeightMismatchException e = assertThrows(WeightMismatchException.class, status::assertNontrivialMatch);
            assertTrue(e.getMessage().contains("encodr/kernel"), e.getMessage());
            assertTrue(assertThrows(WeightMismatchException.class, status::assertConsumed)
                    .getMessage()
                    .contains("did you mean 'encodr' for 'encoder'?"));
            assertTrue(status.toString().contains("in these, not in the model (1): encodr/kernel"), status.toString());
            assertFalse(status.expectPartial().toString().contains("not in the model"));
        }
    }
}
