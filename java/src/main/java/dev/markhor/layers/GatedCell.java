package dev.markhor.layers;

import dev.markhor.graph.Op;
import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Dialect;
import dev.markhor.ops.Recurrence;
import dev.markhor.ops.Unary;
import java.util.Optional;

/**
 * Cells with gates.
 *
 * @param <T> the cell's own class
 */
public abstract class GatedCell<T extends GatedCell<T>> extends UnitCell<T> {
    private ActivationFunction recurrentActivation = ActivationFunction.named("sigmoid");

    GatedCell(int units) {
        super(units);
    }

    /**
     * The gates' function; {@code sigmoid} unless set.
     *
     * @throws IllegalArgumentException if Keras has no activation of this name
     */
    public final T recurrentActivation(String name) {
        recurrentActivation = ActivationFunction.named(name);
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.put("recurrent_activation", recurrentActivation.written(config));
    }

    final T configureGates(LayerConfig config) {
        if (config.has("recurrent_activation")) {
            recurrentActivation = config.activation("recurrent_activation");
        } else if (config.writer().isBefore(2, 3) && !config.className().startsWith("CuDNN")) {
            recurrentActivation = ActivationFunction.named("hard_sigmoid");
        }
        return configureUnits(config);
    }

    /** The op for a whole sequence, of both functions. */
    abstract Op op(Unary activation, Unary recurrentActivation, Recurrence recurrence);

    @Override
    final Optional<Op> op(Recurrence recurrence, Dialect dialect) {
        Optional<Unary> gates = elementwise(recurrentActivation, dialect);
        return activation(dialect).flatMap(function -> gates.map(gate -> op(function, gate, recurrence)));
    }

    /** The gate's value from its columns of the sums. */
    final Value opened(Value sums, int index, Dialect dialect) {
        return recurrentActivation.apply(gate(sums, index), dialect);
    }
}
