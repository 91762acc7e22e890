package dev.markhor.examples;

import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.Attribute;
import dev.markhor.model.Model;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/** A model of one's own: what its fields hold is part of it, and named after them. */
public final class Classifier extends Model {
    private final Dense encoder = new Dense(7).activation("relu");

    @Attribute("final") // a name that a field cannot have
    private final List<Dense> head = List.of(new Dense(4), new Dense(2));

    @Override
    protected Value call(Value x) {
        Value y = encoder.apply(x);
        for (Dense layer : head) {
            y = layer.apply(y);
        }
        return y;
    }

    public static void main(String[] args) {
        try (Classifier model = new Classifier()) {
            model.build(Spec.of(DType.FLOAT32, Shape.FREE, 5));
            model.loadWeights(Path.of("golden/formats/legacy_weights_sequential.hdf5"));
            System.out.println(model.predict(Tensor.of(new float[] {1, 2, 3, 4, 5}, 1, 5)));
            model.weightsByPath().forEach((path, weight) -> System.out.println(path + " " + weight.shape()));
        }
    }
}
