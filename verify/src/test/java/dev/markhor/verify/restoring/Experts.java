package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.layers.LayerNormalization;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import java.util.List;

/** Lists in a list, and an array where Python has a tuple. */
final class Experts extends Model {
    private final LayerNormalization[] norms = {new LayerNormalization(), new LayerNormalization()};
    private final List<List<Dense>> experts = List.of(
            List.of(new Dense(4).activation("relu"), new Dense(3)),
            List.of(new Dense(6).activation("relu"), new Dense(3)));
    private final Dense gate = new Dense(2).activation("softmax");

    @Override
    protected Value call(Value x) {
        Value weights = gate.apply(x);
        Value sum = null;
        for (int i = 0; i < norms.length; i++) {
            Value result = norms[i].apply(x);
            for (Dense layer : experts.get(i)) {
                result = layer.apply(result);
            }
            Value share = Ops.multiply(Ops.slice(weights, 1, i, i + 1, 1), result);
            sum = sum == null ? share : Ops.add(sum, share);
        }
        return sum;
    }
}
