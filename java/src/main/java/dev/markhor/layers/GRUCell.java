package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.Dialect;
import dev.markhor.ops.Gru;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.util.List;

/** One step of a {@link GRU}; one state {@code [batch, units]}. */
public final class GRUCell extends GatedCell<GRUCell> {
    private boolean resetAfter = true;

    public GRUCell(int units) {
        super(units);
    }

    /** Whether the reset gate is applied after the product with the recurrent kernel; true unless set. */
    public GRUCell resetAfter(boolean flag) {
        resetAfter = flag;
        return this;
    }

    @Override
    int states() {
        return 1;
    }

    @Override
    int gates() {
        return 3;
    }

    /** With {@code resetAfter} a row for the input and one for the state. */
    @Override
    Shape biasShape() {
        return resetAfter ? super.biasShape().prepend(2) : super.biasShape();
    }

    @Override
    Unrolled unroll(Sequence sequence, CallContext context) {
        Dialect dialect = context.dialect();
        Value x = projected(sequence.x());
        Gru op = new Gru(activation(dialect), recurrentActivation(dialect), resetAfter, recurrence(sequence));
        if (!resetAfter) {
            return apply(op, hasBias() ? Ops.add(x, bias()) : x, List.of(recurrentKernel()), sequence);
        }
        return apply(op, hasBias() ? Ops.add(x, row(0)) : x, List.of(recurrentKernel(), recurrentBias()), sequence);
    }

    private Value recurrentBias() {
        return hasBias() ? row(1) : Ops.constant(Tensor.zeros(dtype(), super.biasShape()));
    }

    private Value row(int index) {
        return Ops.squeeze(Ops.slice(bias(), 0, index, index + 1, 1), 0);
    }

    /** Configurations of old versions do not know the option: they mean false; CuDNN's layers always did it. */
    GRUCell configure(LayerConfig config) {
        resetAfter = config.bool(
                "reset_after", config.dialect().isKeras3() || config.className().equals("CuDNNGRU"));
        return configureGates(config);
    }

    static GRUCell fromConfig(LayerConfig config) {
        return new GRUCell(config.integer("units")).configure(config);
    }
}
