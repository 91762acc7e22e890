package dev.markhor.layers;

import dev.markhor.graph.Op;
import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Dialect;
import dev.markhor.ops.Gru;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Recurrence;
import dev.markhor.ops.Scan;
import dev.markhor.ops.Unary;
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
    Op op(Unary activation, Unary recurrentActivation, Recurrence recurrence) {
        return new Gru(activation, recurrentActivation, resetAfter, recurrence);
    }

    @Override
    Scan.Step composed(Value x, List<Value> states, Dialect dialect) {
        Value h = states.get(0);
        Value product = Ops.matmul(h, recurrentKernel());
        if (resetAfter) {
            product = Ops.add(product, recurrentBias());
        }
        Value sums = Ops.add(x, product);
        Value update = opened(sums, 0, dialect);
        Value reset = opened(sums, 1, dialect);
        Value remembered = resetAfter
                ? Ops.multiply(reset, gate(product, 2))
                : Ops.matmul(Ops.multiply(reset, h), candidateKernel());
        Value candidate = activated(Ops.add(gate(x, 2), remembered), dialect);
        Value next =
                Ops.add(Ops.multiply(update, h), Ops.multiply(Ops.subtract(Ops.constant(1, h), update), candidate));
        return new Scan.Step(next, List.of(next));
    }

    private Value candidateKernel() {
        return gate(recurrentKernel(), 2);
    }

    @Override
    List<Value> recurrentWeights() {
        return resetAfter ? List.of(recurrentKernel(), recurrentBias()) : List.of(recurrentKernel());
    }

    @Override
    Value inputBias() {
        return resetAfter ? row(0) : bias();
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

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.put("reset_after", resetAfter);
    }

    static GRUCell fromConfig(LayerConfig config) {
        return new GRUCell(config.integer("units")).configure(config);
    }
}
