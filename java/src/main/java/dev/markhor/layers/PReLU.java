package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;

/** {@code x} where positive, {@code alpha * x} elsewhere, with a slope for each element or shared along axes. */
public final class PReLU extends BaseLayer<PReLU> {
    private int[] sharedAxes = {};
    private Initializer alphaInitializer = Initializers.zeros();
    private Variable alpha;

    public PReLU() {}

    /** Axes (the batch is 0) along which the slope is the same; none unless set. */
    public PReLU sharedAxes(int... axes) {
        sharedAxes = axes.clone();
        return this;
    }

    /** Zeros unless set. */
    public PReLU alphaInitializer(Initializer initializer) {
        alphaInitializer = initializer;
        return this;
    }

    @Override
    protected void build(Shape input) {
        Shape shape = input.slice(1, input.rank());
        for (int axis : sharedAxes) {
            shape = shape.with(axis < 0 ? axis : axis - 1, 1);
        }
        if (!shape.isStatic()) {
            throw new IllegalArgumentException("axes that are not shared must be known, got " + input);
        }
        alpha = addWeight("alpha", shape, alphaInitializer);
    }

    @Override
    protected Value call(Value x) {
        Value negative = Ops.minimum(x, Ops.constant(0, x));
        return Ops.add(Ops.relu(x), Ops.multiply(negative, alpha.value()));
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("shared_axes", sharedAxes.length == 0 ? null : sharedAxes);
    }

    static PReLU fromConfig(LayerConfig config) {
        return new PReLU()
                .sharedAxes(config.intList("shared_axes", new int[0]))
                .alphaInitializer(config.initializer("alpha_initializer", Initializers.zeros()));
    }
}
