package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;

/**
 * Another layer whose {@code kernel} or {@code embeddings} training divides by their largest singular value. Files hold what came out of
 * that, so that at inference this is the layer itself.
 */
public final class SpectralNormalization extends BaseLayer<SpectralNormalization> {
    private final Layer layer;
    private Variable kernel;

    /** @param layer a layer with a variable {@code kernel} or {@code embeddings} */
    public SpectralNormalization(Layer layer) {
        this.layer = track("layer", layer);
    }

    @Override
    protected void build(Inputs inputs) {
        buildInside(layer, inputs);
        kernel = layer.ownWeights().stream()
                .filter(weight ->
                        weight.name().equals("kernel") || weight.name().equals("embeddings"))
                .findFirst()
                .orElseThrow(() -> new IllegalArgumentException(
                        "needs a layer with a kernel or embeddings, got " + layer.className()));
        track("kernel", kernel);
        Shape shape = Shape.of(1, kernel.spec().shape().dim(-1));
        addWeight("vector_u", shape, kernel.spec().dtype(), false, Initializers.truncatedNormal(0, 0.02, null));
    }

    /** Keras 3 gives the result the type of the input, also where that is an index. */
    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Structure<Value> y = layer.apply(inputs);
        boolean keras3 = context.dialect().isKeras3();
        return keras3 ? y.mapLeaves(value -> Ops.cast(value, inputs.single().dtype())) : y;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("layer", layer);
    }

    static SpectralNormalization fromConfig(LayerConfig config) {
        return new SpectralNormalization(config.layer("layer"));
    }
}
