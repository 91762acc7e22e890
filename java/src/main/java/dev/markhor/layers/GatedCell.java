package dev.markhor.layers;

import dev.markhor.model.Dialect;
import dev.markhor.ops.Unary;

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

    final T configureGates(LayerConfig config) {
        if (config.has("recurrent_activation")) {
            recurrentActivation = config.activation("recurrent_activation");
        } else if (config.writer().isBefore(2, 3) && !config.className().startsWith("CuDNN")) {
            recurrentActivation = ActivationFunction.named("hard_sigmoid");
        }
        return configureUnits(config);
    }

    final Unary recurrentActivation(Dialect dialect) {
        return elementwise(recurrentActivation, dialect);
    }
}
