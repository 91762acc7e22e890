package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.model.CallContext;
import dev.markhor.model.Checkpoint;
import dev.markhor.model.Inputs;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Variable;
import java.util.List;
import java.util.Map;

/** Lists in a map, variables in another, and inputs by name. */
final class Towers extends Model {
    private final Map<String, List<Dense>> towers = Map.of(
            "user", List.of(new Dense(4).activation("relu"), new Dense(3)),
            "item", List.of(new Dense(5).activation("relu"), new Dense(3)));
    private final Map<String, Variable> offsets = Map.of("user", zeros(), "item", zeros());

    private static Variable zeros() {
        return Checkpoint.variable("bias", Tensor.zeros(DType.FLOAT32, Shape.of(3)));
    }

    private Value embed(Map<String, Structure<Value>> inputs, String side) {
        Value x = inputs.get(side).single();
        for (Dense layer : towers.get(side)) {
            x = layer.apply(x);
        }
        return Ops.add(x, offsets.get(side).value());
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Map<String, Structure<Value>> given = ((Structure.Entries<Value>) inputs.first()).entries();
        return Structure.of(Ops.sum(Ops.multiply(embed(given, "user"), embed(given, "item")), true, -1));
    }
}
