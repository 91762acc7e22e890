package dev.markhor.examples.custom;

import dev.markhor.Markhor;
import dev.markhor.graph.Value;
import dev.markhor.keras.LoadOptions;
import dev.markhor.layers.Dense;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Tensor;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;

/** A subclassed model of two inputs, and how its file is opened. */
public final class Towers extends Model {
    private final List<Dense> left;
    private final Dense right = new Dense(3).useBias(false);

    Towers(int units) {
        left = List.of(new Dense(units).activation("relu"), new Dense(3));
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Map<String, Structure<Value>> byName = ((Structure.Entries<Value>) inputs.first()).entries();
        Value x = byName.get("a").single();
        for (Dense layer : left) {
            x = layer.apply(x);
        }
        return Structure.of(Ops.add(x, right.apply(byName.get("b").single())));
    }

    public static void main(String[] args) {
        LoadOptions options =
                LoadOptions.defaults().withLayer("mine>Towers", config -> new Towers(config.integer("units")));
        try (Model model = Markhor.load(Path.of("golden/custom/model.keras"), options)) {
            Tensor a = Tensor.of(new float[] {1, 2, 3, 4}, 1, 4);
            Tensor b = Tensor.of(new float[] {5, 6}, 1, 2);
            System.out.println(model.predict(Map.of("a", a, "b", b)).get(0));
        }
    }
}
