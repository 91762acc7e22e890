package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import java.util.List;

/** {@code a + b * scale} of two inputs; {@code keras.applications.inception_resnet_v2} has it. */
public final class CustomScaleLayer extends BaseLayer<CustomScaleLayer> {
    private final double scale;

    public CustomScaleLayer(double scale) {
        this.scale = scale;
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        List<Value> values = inputs.list();
        if (values.size() != 2) {
            throw new IllegalArgumentException("needs two inputs, got " + values.size());
        }
        return Structure.of(Ops.add(values.get(0), Ops.multiply(values.get(1), scale)));
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.in("keras.src.applications.inception_resnet_v2", "CustomScaleLayer")
                .put("scale", scale);
    }

    static CustomScaleLayer fromConfig(LayerConfig config) {
        return new CustomScaleLayer(config.number("scale"));
    }
}
