package dev.markhor.keras;

import static org.junit.jupiter.api.Assertions.assertEquals;

import dev.markhor.Markhor;
import dev.markhor.graph.Value;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;

/** Weights in archives stand under the names of Python's classes, which the file tells. */
class ClassNamesTest {
    /** {@code mine>Scale} of the file. */
    private static final class Gain extends Layer {
        private Variable gamma;

        @Override
        protected void build(Shape input) {
            gamma = addWeight("gamma", Shape.of(input.dim(-1)), Initializers.ones());
        }

        @Override
        protected Value call(Value x) {
            return Ops.multiply(x, gamma.value());
        }
    }

    @Test
    void aRegisteredLayerHasTheClassOfItsFileWhateverItIsInJava() {
        LoadOptions options = LoadOptions.defaults()
                .withLayer("mine>Scale", config -> new Gain())
                .withFunction("mine>bump", x -> x);
        for (String file : new String[] {"layer.keras", "layer_k2.h5"}) {
            try (Model model = Markhor.load(Path.of("../golden/custom", file), options)) {
                model.loadStatus().orElseThrow().assertConsumed();
                assertEquals("Scale", model.layer("scale").className());
            }
        }
        assertEquals("Gain", new Gain().className());
    }
}
