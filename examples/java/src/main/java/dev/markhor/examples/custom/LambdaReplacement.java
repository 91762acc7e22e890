package dev.markhor.examples.custom;

import dev.markhor.Markhor;
import dev.markhor.graph.Value;
import dev.markhor.keras.LoadOptions;
import dev.markhor.layers.Lambda;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Slice;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;

/** Opens a model with Lambda layers: what their Python code does is said again in Java. */
public final class LambdaReplacement {
    /** Of four columns the first two, and the others. */
    static List<Value> halves(Value x) {
        return List.of(Ops.slice(x, 1, 0, 2, 1), Ops.slice(x, 1, 2, Slice.OPEN, 1));
    }

    static LoadOptions register(LoadOptions options) {
        return options.withLayer("halves", config -> Lambda.ofList(inputs -> halves(inputs.get(0))))
                .withLayer(
                        "meet",
                        config -> Lambda.ofList(
                                inputs -> List.of(Ops.add(Ops.multiply(inputs.get(0), inputs.get(1)), 1))))
                .withFunction("squared", Ops::square); // the activation of the layer "squared"
    }

    public static void main(String[] args) {
        LoadOptions options = register(LoadOptions.defaults());
        try (Model model = Markhor.load(Path.of("golden/custom/lambda.keras"), options)) {
            System.out.println(model.predict(Tensor.of(new float[] {1, 2, 3, 4}, 1, 4)));
        }
    }
}
