package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.Conv1D;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Flatten;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;

/** One tower under three names. */
final class Siamese extends Model {
    private final Sequential tower = new Sequential(new Conv1D(4, 3).activation("relu"), new Flatten(), new Dense(3));
    private final Sequential left = tower;
    private final Sequential right = tower;
    private final Dense distance = new Dense(1).activation("sigmoid");

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value a = left.apply(inputs.list().get(0));
        Value b = right.apply(inputs.list().get(1));
        return Structure.of(distance.apply(Ops.abs(Ops.subtract(a, b))));
    }
}
