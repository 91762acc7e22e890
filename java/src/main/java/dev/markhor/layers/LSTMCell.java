package dev.markhor.layers;

import dev.markhor.graph.Op;
import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Dialect;
import dev.markhor.ops.Lstm;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Recurrence;
import dev.markhor.ops.Scan;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializer;
import java.util.List;

/** One step of an {@link LSTM}; states h and c, both {@code [batch, units]}. */
public final class LSTMCell extends GatedCell<LSTMCell> {
    private boolean unitForgetBias = true;

    public LSTMCell(int units) {
        super(units);
    }

    /** Whether the forget gate's bias starts as ones; true unless set. */
    public LSTMCell unitForgetBias(boolean flag) {
        unitForgetBias = flag;
        return this;
    }

    @Override
    int states() {
        return 2;
    }

    @Override
    int gates() {
        return 4;
    }

    @Override
    Initializer biasInitializer() {
        Initializer plain = super.biasInitializer();
        return unitForgetBias ? forgetGateOpen(plain) : plain;
    }

    /** A bias of four gates of which the second is ones. */
    static Initializer forgetGateOpen(Initializer others) {
        return spec -> {
            double[] values = others.initialize(spec).toDoubleArray();
            java.util.Arrays.fill(values, values.length / 4, values.length / 2, 1);
            return Tensor.of(values, values.length).cast(spec.dtype());
        };
    }

    @Override
    Op op(Unary activation, Unary recurrentActivation, Recurrence recurrence) {
        return new Lstm(activation, recurrentActivation, recurrence);
    }

    @Override
    Scan.Step composed(Value x, List<Value> states, Dialect dialect) {
        Value sums = Ops.add(x, Ops.matmul(states.get(0), recurrentKernel()));
        Value kept = Ops.multiply(opened(sums, 1, dialect), states.get(1));
        Value added = Ops.multiply(opened(sums, 0, dialect), activated(gate(sums, 2), dialect));
        Value c = Ops.add(kept, added);
        Value h = Ops.multiply(opened(sums, 3, dialect), activated(c, dialect));
        return new Scan.Step(h, List.of(h, c));
    }

    LSTMCell configure(LayerConfig config) {
        unitForgetBias = config.bool("unit_forget_bias", true);
        return configureGates(config);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.put("unit_forget_bias", unitForgetBias);
    }

    static LSTMCell fromConfig(LayerConfig config) {
        return new LSTMCell(config.integer("units")).configure(config);
    }
}
