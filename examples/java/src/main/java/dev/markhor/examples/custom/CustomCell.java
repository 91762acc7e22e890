package dev.markhor.examples.custom;

import dev.markhor.Markhor;
import dev.markhor.graph.Value;
import dev.markhor.keras.LoadOptions;
import dev.markhor.layers.RecurrentCell;
import dev.markhor.model.CallContext;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Scan;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.nio.file.Path;
import java.util.List;

/** Opens a model whose RNN layer has a cell that Keras does not have. */
public final class CustomCell {
    /** A memory that fades: {@code h = rate * h + tanh(x · kernel)}, which is both state and output. */
    static final class Fading extends RecurrentCell<Fading> {
        private final int units;
        private final double rate;
        private Variable kernel;

        Fading(int units, double rate) {
            this.units = units;
            this.rate = rate;
        }

        @Override
        protected List<Shape> stateShapes() {
            return List.of(Shape.of(units));
        }

        @Override
        protected void build(Shape step) {
            kernel = addWeight("kernel", Shape.of(step.dim(-1), units), Initializers.glorotUniform());
        }

        @Override
        protected Scan.Step step(Value x, List<Value> states, CallContext context) {
            Value news = Ops.tanh(Ops.matmul(x, kernel.value()));
            Value h = Ops.add(Ops.multiply(states.get(0), rate), news);
            return new Scan.Step(h, List.of(h));
        }
    }

    public static void main(String[] args) {
        LoadOptions options = LoadOptions.defaults()
                .withLayer("mine>Fading", config -> new Fading(config.integer("units"), config.number("rate")));
        try (Model model = Markhor.load(Path.of("golden/custom/cell.keras"), options)) {
            System.out.println(model.predict(Tensor.of(new float[] {1, 2, 3, 4, 5, 6}, 1, 3, 2)));
        }
    }
}
