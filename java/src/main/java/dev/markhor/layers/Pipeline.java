package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Layer;
import dev.markhor.model.Structure;
import java.util.List;

/** Layers one after the other, as one layer; the first takes what the pipeline is called with. */
public final class Pipeline extends BaseLayer<Pipeline> {
    private final List<Layer> layers;

    /** @throws IllegalArgumentException if there are none */
    public Pipeline(List<? extends Layer> layers) {
        if (layers.isEmpty()) {
            throw new IllegalArgumentException("needs at least one layer");
        }
        this.layers = track("layers", List.copyOf(layers));
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Structure<Value> x = layers.get(0).apply(inputs);
        for (Layer layer : layers.subList(1, layers.size())) {
            x = layer.apply(Inputs.of(x));
        }
        return x;
    }

    @Override
    protected boolean autocast() {
        return false;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.without("trainable").without("dtype").put("layers", layers);
    }

    static Pipeline fromConfig(LayerConfig config) {
        return new Pipeline(config.layers("layers"));
    }
}
