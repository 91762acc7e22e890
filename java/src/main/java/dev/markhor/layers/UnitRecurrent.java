package dev.markhor.layers;

import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.variable.Initializer;

/**
 * Recurrent layers that have a cell of their own, whose options they take.
 *
 * @param <T> the layer's own class
 * @param <C> the cell's class
 */
public abstract class UnitRecurrent<T extends UnitRecurrent<T, C>, C extends UnitCell<C>> extends RecurrentLayer<T> {
    private final C cell;

    UnitRecurrent(C cell) {
        super(cell);
        this.cell = cell;
    }

    final C cell() {
        return cell;
    }

    /**
     * {@code tanh} unless set.
     *
     * @throws IllegalArgumentException if Keras has no activation of this name
     */
    public final T activation(String name) {
        cell.activation(name);
        return self();
    }

    /** Whether a bias is added; true unless set. */
    public final T useBias(boolean flag) {
        cell.useBias(flag);
        return self();
    }

    /** {@code glorot_uniform} unless set. */
    public final T kernelInitializer(Initializer initializer) {
        cell.kernelInitializer(initializer);
        return self();
    }

    /** {@code orthogonal} unless set. */
    public final T recurrentInitializer(Initializer initializer) {
        cell.recurrentInitializer(initializer);
        return self();
    }

    /** Zeros unless set. */
    public final T biasInitializer(Initializer initializer) {
        cell.biasInitializer(initializer);
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        cell.writeConfig(config);
    }

    @Override
    protected void build(Inputs inputs) {
        if (!cell.isBuilt()) {
            cell.setDType(dtype());
        }
        super.build(inputs);
    }
}
