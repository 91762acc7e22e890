package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Dialect;
import dev.markhor.ops.Ops;
import dev.markhor.ops.SimpleRnn;
import java.util.List;

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
    Unrolled unroll(Sequence sequence, CallContext context) {
        Dialect dialect = context.dialect();
        Value x = projected(sequence.x());
        SimpleRnn op = new SimpleRnn(activation(dialect), recurrence(sequence));
        return apply(op, hasBias() ? Ops.add(x, bias()) : x, List.of(recurrentKernel()), sequence);
    }

    static SimpleRNNCell fromConfig(LayerConfig config) {
        return new SimpleRNNCell(config.integer("units")).configureUnits(config);
    }
}
