package dev.markhor.model;

import static org.junit.jupiter.api.Assertions.assertEquals;
import static org.junit.jupiter.api.Assertions.assertThrows;

import dev.markhor.graph.Value;
import dev.markhor.layers.Add;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Flatten;
import dev.markhor.model.Connections.Source;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import java.util.List;
import java.util.stream.Collectors;
import org.junit.jupiter.api.Test;

class ConnectionsTest {
    private static String text(Connections connections) {
        return connections.steps().stream()
                        .map(step -> step.name() + sources(step.sources()) + " " + step.inputs() + " " + step.outputs())
                        .collect(Collectors.joining("\n"))
                + "\ngives" + sources(connections.outputs());
    }

    private static String sources(List<Source> sources) {
        return sources.stream()
                .map(source -> source.step() + (source.output() == 0 ? "" : "." + source.output()))
                .collect(Collectors.joining(", ", "(", ")"));
    }

    @Test
    void aSharedLayerHasAStepForEachCall() {
        Value a = Input.named("a", DType.FLOAT32, 3);
        Value b = Input.named("b", DType.FLOAT32, 3);
        Dense shared = new Dense(2).name("shared");
        Value sum = new Add().apply(List.of(shared.apply(a), shared.apply(b)));
        try (Model model = Model.of(Structure.list(List.of(a, b)), Structure.of(Ops.exp(sum)))) {
            assertEquals("""
                    a() [] [float32[?, 3]]
                    b() [] [float32[?, 3]]
                    shared(0) [float32[?, 3]] [float32[?, 2]]
                    shared(1) [float32[?, 3]] [float32[?, 2]]
                    add(2, 3) [float32[?, 2], float32[?, 2]] [float32[?, 2]]
                    exp(4) [float32[?, 2]] [float32[?, 2]]
                    gives(5)""", text(model.connections()));
        }
    }

    @Test
    void aSequentialModelIsAChain() {
        try (Model model = new Sequential(Input.named("x", DType.FLOAT32, 2, 3), new Flatten(), new Dense(4))) {
            assertEquals("""
                    x() [] [float32[?, 2, 3]]
                    flatten(0) [float32[?, 2, 3]] [float32[?, 6]]
                    dense(1) [float32[?, 6]] [float32[?, 4]]
                    gives(2)""", text(model.connections()));
        }
        try (Model model = new Sequential(new Dense(4))) {
            assertThrows(IllegalStateException.class, model::connections);
            model.build(1, 5);
            assertEquals(
                    "input() [] [float32[1, 5]]\ndense(0) [float32[1, 5]] [float32[1, 4]]\ngives(1)",
                    text(model.connections()));
        }
    }

    @Test
    void aModelOfOnesOwnIsAskedByACall() {
        try (Model model = new Residual()) {
            model.build(2, 5);
            assertEquals("""
                    input_layer() [] [float32[2, 5]]
                    first(0) [float32[2, 5]] [float32[2, 5]]
                    add(1, 0) [float32[2, 5], float32[2, 5]] [float32[2, 5]]
                    second(2) [float32[2, 5]] [float32[2, 1]]
                    gives(3)""", text(model.connections()));
        }
    }

    private static final class Residual extends Model {
        private final Dense first = new Dense(5).name("first");
        private final Dense second = new Dense(1).name("second");

        @Override
        protected Value call(Value x) {
            return second.apply(Ops.add(first.apply(x), x));
        }
    }
}
