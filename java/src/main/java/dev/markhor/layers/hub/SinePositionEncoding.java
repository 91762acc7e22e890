package dev.markhor.layers.hub;

import dev.markhor.graph.Value;
import dev.markhor.layers.BaseLayer;
import dev.markhor.layers.LayerConfig;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Size;
import dev.markhor.ops.SizedBroadcast;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.List;

/** Sines of a position in the even features and cosines in the odd ones, in the shape of the input, {@code [batch, steps, features]}. */
final class SinePositionEncoding extends BaseLayer<SinePositionEncoding> {
    private final double maxWavelength;

    private SinePositionEncoding(double maxWavelength) {
        this.maxWavelength = maxWavelength;
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value x = HubOptions.first(inputs, "inputs");
        if (x.rank() != 3) {
            throw new IllegalArgumentException("takes [batch, steps, features], not " + x);
        }
        int features = HubOptions.size(x, 2, "features");
        float[] frequencies = new float[features];
        float[] sines = new float[features];
        for (int i = 0; i < features; i++) {
            frequencies[i] = (float) Math.pow((float) (1 / maxWavelength), (float) (i / 2 * 2) / features);
            sines[i] = 1 - i % 2;
        }
        Value steps = Ops.expandDims(Positions.of(inputs).numbers(x, 1, DType.FLOAT32), -1);
        Value angles = Ops.multiply(steps, Ops.constant(Tensor.of(frequencies, features)));
        Value even = Ops.constant(Tensor.of(sines, features));
        Value odd = Ops.add(Ops.multiply(even, -1), 1);
        Value encoded = Ops.add(
                Ops.multiply(Ops.unary(Unary.Function.SIN, angles), even),
                Ops.multiply(Ops.unary(Unary.Function.COS, angles), odd));
        List<Size> dims = List.of(new Size.Dim(1, 0), new Size.Dim(1, 1), new Size.Dim(1, 2));
        return Structure.of(Ops.apply(new SizedBroadcast(dims), Ops.cast(encoded, dtype()), x));
    }

    static SinePositionEncoding fromConfig(LayerConfig config) {
        return new SinePositionEncoding(config.number("max_wavelength", 10000));
    }
}
