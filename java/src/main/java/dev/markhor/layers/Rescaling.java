package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Tensor;
import java.util.Optional;

/** {@code x * scale + offset}, in the layer's type. Scale and offset are numbers, or arrays that broadcast to the input. */
public final class Rescaling extends BaseLayer<Rescaling> {
    private final Tensor scale;
    private final Tensor offset;

    public Rescaling(double scale) {
        this(scale, 0);
    }

    public Rescaling(double scale, double offset) {
        this(Tensor.scalar(scale), Tensor.scalar(offset));
    }

    public Rescaling(Tensor scale, Tensor offset) {
        this.scale = scale;
        this.offset = offset;
    }

    @Override
    protected Value call(Value x) {
        Value y = Ops.cast(x, dtype());
        if (scale.shape().rank() == 0 && offset.shape().rank() == 0) {
            return Ops.add(Ops.multiply(y, scale.getDouble(0)), offset.getDouble(0));
        }
        return Ops.add(Ops.multiply(y, Ops.constant(scale.cast(dtype()))), Ops.constant(offset.cast(dtype())));
    }

    @Override
    protected Optional<Value> computeMask(Inputs inputs, CallContext context) {
        return Masks.kept(context);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("scale", scale).put("offset", offset);
    }

    static Rescaling fromConfig(LayerConfig config) {
        return new Rescaling(
                config.tensor("scale").orElseGet(() -> Tensor.scalar(config.number("scale"))),
                config.tensor("offset").orElseGet(() -> Tensor.scalar(0.0)));
    }
}
