package dev.markhor.examples.custom;

import dev.markhor.Markhor;
import dev.markhor.graph.Value;
import dev.markhor.keras.LoadOptions;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.nio.file.Path;

/** Opens a model with a layer and an activation that Keras does not have. */
public final class CustomLayer {
    /** {@code factor * gamma * x}, gamma having a value for each feature. */
    static final class Scale extends Layer {
        private final double factor;
        private Variable gamma;

        Scale(double factor) {
            this.factor = factor;
        }

        @Override
        protected void build(Shape input) {
            gamma = addWeight("gamma", Shape.of(input.dim(-1)), Initializers.ones());
        }

        @Override
        protected Value call(Value x) {
            return Ops.multiply(Ops.multiply(x, gamma.value()), factor);
        }
    }

    static Value bump(Value x) {
        return Ops.exp(Ops.negative(Ops.square(x)));
    }

    public static void main(String[] args) {
        LoadOptions options = LoadOptions.defaults()
                .withLayer("mine>Scale", config -> new Scale(config.number("factor")))
                .withFunction("mine>bump", CustomLayer::bump);
        try (Model model = Markhor.load(Path.of("golden/custom/layer.keras"), options)) {
            System.out.println(model.predict(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 6)));
        }
    }
}
