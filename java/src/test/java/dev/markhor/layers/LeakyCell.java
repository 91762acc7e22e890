package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Scan;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.List;

/** A cell such as users write: two states, h, which leaks, and the number of steps, which goes out beside it. */
final class LeakyCell extends RecurrentCell<LeakyCell> {
    private final int units;
    private Variable kernel;
    private Variable recurrent;
    private Variable leak;

    LeakyCell(int units) {
        this.units = units;
    }

    @Override
    protected List<Shape> stateShapes() {
        return List.of(Shape.of(units), Shape.of(1));
    }

    @Override
    protected void build(Shape step) {
        kernel = addWeight("kernel", Shape.of(step.dim(-1), units), Initializers.glorotUniform());
        recurrent = addWeight("recurrent", Shape.of(units, units), Initializers.glorotUniform());
        leak = addWeight("leak", Shape.of(units), Initializers.zeros());
    }

    @Override
    protected Scan.Step step(Value x, List<Value> states, CallContext context) {
        Value sums = Ops.add(Ops.matmul(x, kernel.value()), Ops.matmul(states.get(0), recurrent.value()));
        Value h = Ops.add(Ops.multiply(leak.value(), states.get(0)), Ops.tanh(sums));
        Value count = Ops.add(states.get(1), 1);
        return new Scan.Step(Ops.concatenate(List.of(h, count), -1), List.of(h, count));
    }
}
