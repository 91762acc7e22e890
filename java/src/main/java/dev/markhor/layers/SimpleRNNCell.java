package dev.markhor.layers;

import dev.markhor.graph.Op;
import dev.markhor.graph.Value;
import dev.markhor.model.Dialect;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Recurrence;
import dev.markhor.ops.Scan;
import dev.markhor.ops.SimpleRnn;
import java.util.List;
import java.util.Optional;

/** One step of a {@link SimpleRNN}; one state {@code [batch, units]}. */
public final class SimpleRNNCell extends UnitCell<SimpleRNNCell> {
    public SimpleRNNCell(int units) {
        super(units);
    }

    @Override
    int states() {
        return 1;
    }

    @Override
    int gates() {
        return 1;
    }

    @Override
    Optional<Op> op(Recurrence recurrence, Dialect dialect) {
        return activation(dialect).map(function -> new SimpleRnn(function, recurrence));
    }

    @Override
    Scan.Step composed(Value x, List<Value> states, Dialect dialect) {
        Value h = activated(Ops.add(x, Ops.matmul(states.get(0), recurrentKernel())), dialect);
        return new Scan.Step(h, List.of(h));
    }

    static SimpleRNNCell fromConfig(LayerConfig config) {
        return new SimpleRNNCell(config.integer("units")).configureUnits(config);
    }
}
