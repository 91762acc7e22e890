package dev.markhor.restore.saving;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.formats.checkpoint.ObjectGraphMessage;
import dev.markhor.formats.checkpoint.TensorBundle;
import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Attribute;
import dev.markhor.model.Dialect;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What a checkpoint calls the objects of a model. */
class CheckpointNamesTest {
    @TempDir
    Path folder;

    private ObjectGraphMessage written(Model model) {
        model.saveWeights(folder.resolve("w"));
        try (TensorBundle bundle = TensorBundle.open(folder.resolve("w"), true)) {
            return bundle.objectGraph().orElseThrow();
        }
    }

    private static final class Net extends Model {
        private final Dense firstDense = new Dense(1);

        @Attribute("secondDense")
        private final Dense second = new Dense(1);

        private final List<Dense> allOthers = List.of(new Dense(1));
        private final Map<String, Dense> byName = Map.of("a.b/C", new Dense(1));
        private final Dense lastOne = new Dense(1);
        private final Dense last_one = new Dense(1);

        @Override
        protected Value call(Value x) {
            Value y = second.apply(firstDense.apply(x));
            return last_one.apply(
                    lastOne.apply(byName.get("a.b/C").apply(allOthers.get(0).apply(y))));
        }
    }

    @Test
    void fieldsAreSpelledAsInPythonAndNothingIsLost() {
        try (Net net = new Net();
                Net other = new Net()) {
            Tensor x = Tensor.of(new float[] {1, 2}, 2, 1);
            Tensor y = net.predict(x);
            ObjectGraphMessage graph = written(net);
            assertEquals(
                    Set.of("first_dense", "secondDense", "all_others", "by_name", "lastOne", "last_one", "root"),
                    graph.nodes().get(0).children().keySet());
            try (TensorBundle bundle = TensorBundle.open(folder.resolve("w"), true)) {
                assertEquals(13, bundle.names().size());
                bundle.array("by_name/a..b.SC/kernel/.ATTRIBUTES/VARIABLE_VALUE")
                        .orElseThrow();
            }
            other.predict(x);
            other.loadWeights(folder.resolve("w")).assertConsumed();
            assertEquals(y, other.predict(x));
        }
    }

    @Test
    void modelsOfKeras3HaveItsNamesToo() {
        try (Sequential model = new Sequential(new Dense(1))) {
            model.build(2, 1);
            ObjectGraphMessage both = written(model);
            assertEquals(
                    List.of("layer_with_weights-0", "layer-0", "_functional", "root"),
                    List.copyOf(both.nodes().get(0).children().keySet()));
            assertEquals(
                    List.of("kernel", "bias", "_kernel"),
                    List.copyOf(both.nodes().get(1).children().keySet()));
            model.setModelDialect(Dialect.KERAS2);
            ObjectGraphMessage graph = written(model);
            assertEquals(
                    Map.of("layer_with_weights-0", 1, "layer-0", 1, "root", 0),
                    graph.nodes().get(0).children());
            assertEquals(
                    List.of("kernel", "bias"),
                    List.copyOf(graph.nodes().get(1).children().keySet()));
            assertEquals(
                    "dense/kernel",
                    graph.nodes().get(2).variable().orElseThrow().fullName());
        }
    }
}
