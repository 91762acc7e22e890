package dev.markhor.examples.custom;

import dev.markhor.graph.Value;
import dev.markhor.model.Input;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.Arrays;

/** What no op does, done by a function in Java between ops. */
public final class MedianFilter {
    /** The middle one of each three neighbours: {@code [batch, samples] -> [batch, samples - 2]}. */
    private static Value medianOfThree(Value x) {
        Value pieces = Ops.frame(x, 3, 1); // [batch, samples - 2, 3]
        return Ops.javaFunction(
                specs -> specs.get(0).withShape(specs.get(0).shape().slice(0, 2)),
                tensors -> medians(tensors.get(0)),
                pieces);
    }

    private static Tensor medians(Tensor pieces) {
        float[] values = pieces.toFloatArray();
        float[] medians = new float[values.length / 3];
        for (int i = 0; i < medians.length; i++) {
            Arrays.sort(values, 3 * i, 3 * i + 3);
            medians[i] = values[3 * i + 1];
        }
        return Tensor.of(medians, pieces.shape().dim(0), pieces.shape().dim(1));
    }

    public static void main(String[] args) {
        Value x = Input.of(Shape.FREE);
        try (Model model = Model.of(x, Ops.multiply(medianOfThree(x), 10))) {
            System.out.println(model.predict(Tensor.of(new float[] {1, 2, 99, 3, 4, -99, 5}, 1, 7)));
        }
    }
}
