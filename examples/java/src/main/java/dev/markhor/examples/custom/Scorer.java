package dev.markhor.examples.custom;

import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;

/** A subclassed model of whose file only the weights are kept. */
public final class Scorer extends Model {
    /** Layers in a layer: the fields are named as the attributes in Python, or after Java's manner. */
    static final class Encoder extends Layer {
        private final Dense first = new Dense(4).activation("tanh");
        private final Dense second = new Dense(4);

        @Override
        protected Value call(Value x) {
            return second.apply(first.apply(x));
        }
    }

    private final Encoder encoder = new Encoder();
    private final Dense scoreHead = new Dense(1).activation("sigmoid"); // score_head in Python

    /** Built: weights go into variables that are there. */
    Scorer() {
        build(Spec.of(DType.FLOAT32, Shape.FREE, 3));
    }

    @Override
    protected Value call(Value x) {
        return scoreHead.apply(encoder.apply(x));
    }

    public static void main(String[] args) {
        try (Scorer model = new Scorer()) {
            System.out.println(model.loadWeights(Path.of("golden/custom/weights.weights.h5"))); // by attribute
            System.out.println(model.predict(Tensor.of(new float[] {1, 2, 3}, 1, 3)));
            model.loadWeights(Path.of("golden/custom/legacy_weights_k2.h5")); // in order
            System.out.println(model.predict(Tensor.of(new float[] {1, 2, 3}, 1, 3)));
        }
    }
}
