package dev.markhor.restore.matching;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertFalse;
import static org.junit.jupiter.api.Assertions.assertTrue;

import dev.markhor.formats.StoredArray;
import dev.markhor.graph.Value;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.restore.LoadStatus;
import dev.markhor.restore.MatchOptions;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** What a status says about attributes with other names, and about what is not built yet. */
class RestoreHintsTest {
    private static final Tensor MATRIX = Tensor.of(new float[] {1, 0, 0, 1}, 2, 2);
    private static final Tensor ROW = Tensor.of(new float[2], 2);
    private final TestLayers.Counter counter = new TestLayers.Counter();

    /** A list of layers, a layer, and a variable that {@code build} makes. */
    private final class Net extends Model {
        final List<Layer> blocks = List.of(new TestLayers.Dense(2, counter), new TestLayers.Dense(2, counter));
        final TestLayers.Dense head = new TestLayers.Dense(2, counter);
        private Variable scale;

        @Override
        protected void build(Shape input) {
            scale = addWeight("scale", Shape.of(2), counter);
        }

        @Override
        protected Value call(Value x) {
            return head.apply(blocks.get(1).apply(blocks.get(0).apply(x)));
        }
    }

    private static Map<String, Tensor> values(String list, String head) {
        Map<String, Tensor> values = new LinkedHashMap<>();
        for (String layer : List.of(list + "/0", list + "/1", head)) {
            values.put(layer + "/kernel", MATRIX);
            values.put(layer + "/bias", ROW);
        }
        values.put("scale", ROW);
        return values;
    }

    private static LoadStatus restore(Model model, Map<String, Tensor> values, Map<String, String> renamed) {
        MatchOptions options = new MatchOptions() {
            @Override
            public Map<String, String> renamed() {
                return renamed;
            }
        };
        return model.restore(target -> ObjectRestore.restore(ObjectGraph.of(values), target, options, false));
    }

    @Test
    void aListWithAnotherNameIsHintedAtBeforeAndAfterBuilding() {
        try (Net net = new Net()) {
            LoadStatus status = net.restore(values("stages", "head"));
            String hint = "hint: 'stages' in the file looks like 'blocks' in the model; if it is, load with "
                    + "LoadOptions.withRenamed(\"blocks\", \"stages\")";
            assertTrue(status.toString().contains(hint), status.toString());
            net.build(Shape.FREE, 2);
            assertTrue(status.toString().contains(hint), status.toString());
            assertFalse(status.toString().contains("did you mean"), "said once");

            restore(net, values("stages", "head"), Map.of("blocks", "stages")).assertConsumed();
        }
    }

    @Test
    void whatDiffersInsideIsNoRenamedAttribute() {
        try (Net net = new Net()) {
            net.build(Shape.FREE, 2);
            Map<String, Tensor> values = values("stages", "head");
            values.put("stages/1/bias", Tensor.of(new float[3], 3));
            LoadStatus status = net.restore(values);
            assertFalse(status.toString().contains("looks like"), status.toString());
        }
    }

    @Test
    void aRenamingThatMatchesNothingIsNoted() {
        try (Net net = new Net()) {
            LoadStatus typo = restore(net, values("stages", "head"), Map.of("blocks", "stage"));
            assertEquals(
                    List.of("withRenamed(\"blocks\", \"stage\") matched nothing: the file has no 'stage' there; "
                            + "did you mean 'stages'?"),
                    typo.notes());
            LoadStatus unknown = restore(net, values("stages", "head"), Map.of("block", "stages"));
            assertEquals(
                    List.of("withRenamed(\"block\", \"stages\") matched nothing: the model has no 'block'; "
                            + "did you mean 'blocks'?"),
                    unknown.notes());
            LoadStatus good = restore(net, values("stages", "head"), Map.of("blocks", "stages"));
            assertEquals(List.of(), good.notes());
        }
    }

    @Test
    void whatBuildWillCreateWaitsAndWhatNothingTookIsLeftOverAfterwards() {
        try (Net net = new Net()) {
            Map<String, Tensor> values = values("blocks", "head");
            values.put("other/kernel", MATRIX);
            LoadStatus status = net.restore(values);
            assertTrue(status.waiting().contains("scale"), status.toString());
            assertEquals(List.of(), status.unused());

            net.build(Shape.FREE, 2);
            assertEquals(List.of(), status.waiting());
            assertEquals(List.of("other/kernel"), status.unused());
        }
    }

    @Test
    void anElementThatAListOfAnUnbuiltModelMayStillGetWaits() {
        try (Net net = new Net()) {
            Map<String, Tensor> values = values("blocks", "head");
            values.put("blocks/2/kernel", MATRIX);
            assertTrue(net.restore(values).waiting().contains("blocks/2/kernel"));
        }
    }

    @Test
    void theStateOfTrainingWaitsForNobody() {
        try (Net net = new Net()) {
            Map<String, Tensor> values = values("blocks", "head");
            values.put("optimizer/iterations", Tensor.scalar(3L));
            LoadStatus status = net.restore(values);
            assertEquals(List.of("optimizer/iterations"), status.unused());
            assertTrue(status.toString().contains("training state, not needed: 1"), status.toString());
        }
    }

    @Test
    void cyclesInBothGraphsEndTheSearchForRenamedAttributes() {
        final class Parent extends Model {
            final Child child = new Child();

            @Override
            protected Value call(Value x) {
                return x;
            }

            private final class Child extends Layer {
                final Parent parent = Parent.this;
            }
        }
        List<ObjectGraph.Node> nodes = List.of(
                new ObjectGraph.Node(Map.of("kid", 1), Optional.empty()),
                new ObjectGraph.Node(Map.of("parent", 2), Optional.empty()),
                new ObjectGraph.Node(Map.of("child", 1), Optional.<StoredArray>empty()));
        try (Parent parent = new Parent()) {
            ObjectGraph graph = new ObjectGraph("cycle", nodes);
            LoadStatus status =
                    parent.restore(model -> ObjectRestore.restore(graph, model, MatchOptions.DEFAULTS, false));
            assertTrue(status.toString().contains("withRenamed(\"child\", \"kid\")"), status.toString());
        }
    }
}
