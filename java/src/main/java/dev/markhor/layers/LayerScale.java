package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;

/** {@code x * gamma}, gamma having a value for each of the last dimension's features; {@code keras.applications.convnext} has it. */
public final class LayerScale extends BaseLayer<LayerScale> {
    private final double initValues;
    private final int projectionDim;
    private Variable gamma;

    /**
     * With one value for all features at the start.
     *
     * @param projectionDim number of features
     */
    public LayerScale(double initValues, int projectionDim) {
        this.initValues = initValues;
        this.projectionDim = projectionDim;
    }

    @Override
    protected void build(Shape input) {
        gamma = addWeight("gamma", Shape.of(projectionDim), Initializers.constant(initValues));
    }

    @Override
    protected Value call(Value x) {
        return Ops.multiply(x, gamma.value());
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.in("keras.src.applications.convnext", "LayerScale")
                .put("init_values", initValues)
                .put("projection_dim", projectionDim);
    }

    static LayerScale fromConfig(LayerConfig config) {
        return new LayerScale(config.number("init_values", 1e-6), config.integer("projection_dim"));
    }
}
