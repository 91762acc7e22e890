package dev.markhor.examples;

import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.List;

/** A model of one's own: what its fields hold is found there, and named after them. */
public final class Classifier extends Model {
    private final Dense encoder = new Dense(7).activation("relu");
    private final List<Dense> head = List.of(new Dense(4), new Dense(2)); // attributes "head/0" and "head/1"

    @Override
    protected Value call(Value x) {
        x = encoder.apply(x);
        for (Dense layer : head) {
            x = layer.apply(x);
        }
        return x;
    }

    /** @param args a file of weights in the same order, such as golden/formats/legacy_weights_sequential.hdf5 */
    public static void main(String[] args) {
        try (Classifier model = new Classifier()) {
            model.build(Spec.of(DType.FLOAT32, Shape.FREE, 5));
            model.loadWeights(Path.of(args[0])).assertConsumed();
            Tensor scores = model.predict(Tensor.of(new float[] {1, 2, 3, 4, 5}, 1, 5));
            System.out.println(Arrays.toString(scores.toFloatArray()));
        }
    }
}
