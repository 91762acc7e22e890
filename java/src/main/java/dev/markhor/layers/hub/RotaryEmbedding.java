package dev.markhor.layers.hub;

import dev.markhor.graph.Value;
import dev.markhor.layers.BaseLayer;
import dev.markhor.layers.LayerConfig;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Slice;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Tensor;
import java.util.ArrayList;
import java.util.List;
import java.util.OptionalInt;

/**
 * Turns pairs of features, {@code i} and {@code i + features / 2}, by an angle that grows with the position: {@code [batch, steps, ...,
 * features]}, or with these dimensions elsewhere.
 */
final class RotaryEmbedding extends BaseLayer<RotaryEmbedding> {
    private final double maxWavelength;
    private final double scalingFactor;
    private final boolean dynamic;
    private final int sequenceAxis;
    private final int featureAxis;
    private final OptionalInt denominator;

    /** Along {@code [batch, steps, ..., features]}. */
    RotaryEmbedding(double maxWavelength, double scalingFactor) {
        this.maxWavelength = maxWavelength;
        this.scalingFactor = scalingFactor;
        dynamic = false;
        sequenceAxis = 1;
        featureAxis = -1;
        denominator = OptionalInt.empty();
    }

    private RotaryEmbedding(LayerConfig config) {
        maxWavelength = config.number("max_wavelength", 10000);
        scalingFactor = config.number("scaling_factor", 1);
        dynamic = config.string("rope_type", "linear").equals("dynamic");
        sequenceAxis = config.integer("sequence_axis", 1);
        featureAxis = config.integer("feature_axis", -1);
        denominator = config.optionalInteger("denominator_dim");
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value x = HubOptions.first(inputs, "inputs");
        int steps = Axes.normalize(sequenceAxis, x.rank());
        int features = Axes.normalize(featureAxis, x.rank());
        long width = x.shape().dim(features);
        if (steps == features || steps == 0 || features == 0 || width < 2 || width % 2 != 0) {
            throw new IllegalArgumentException("turns an even number of features along a sequence, not " + x
                    + " with sequence_axis " + sequenceAxis + " and feature_axis " + featureAxis);
        }
        Value numbers = Positions.of(inputs).numbers(x, steps, DType.FLOAT32);
        Value angles = Ops.multiply(Ops.expandDims(numbers, -1), frequencies(Math.toIntExact(width)));
        Value both = placed(Ops.concatenate(List.of(angles, angles), -1), x.rank(), steps, features);
        Value first = Ops.slice(x, features, 0, width / 2, 1);
        Value second = Ops.slice(x, features, width / 2, Slice.OPEN, 1);
        Value turned = Ops.concatenate(List.of(Ops.multiply(second, -1), first), features);
        Value cosines = Ops.cast(Ops.unary(Unary.Function.COS, both), dtype());
        Value sines = Ops.cast(Ops.unary(Unary.Function.SIN, both), dtype());
        return Structure.of(Ops.add(Ops.multiply(x, cosines), Ops.multiply(turned, sines)));
    }

    private Value frequencies(int width) {
        float[] inverse = new float[width / 2];
        double by = dynamic ? Math.pow(scalingFactor, (float) width / Math.max(1, width - 2)) : scalingFactor;
        for (int i = 0; i < inverse.length; i++) {
            float exponent = 2f * i / denominator.orElse(width);
            inverse[i] = (float) Math.pow((float) maxWavelength, -exponent) / (float) by;
        }
        return Ops.constant(Tensor.of(inverse, inverse.length));
    }

    /** {@code [batch or 1, steps, features]} among dimensions of 1, in the order of the input. */
    private static Value placed(Value angles, int rank, int steps, int features) {
        Value ordered = steps < features ? angles : Ops.transpose(angles, 0, 2, 1);
        List<Integer> ones = new ArrayList<>();
        for (int axis = 1; axis < rank; axis++) {
            if (axis != steps && axis != features) {
                ones.add(axis);
            }
        }
        for (int axis : ones) {
            ordered = Ops.expandDims(ordered, axis);
        }
        return ordered;
    }

    static RotaryEmbedding fromConfig(LayerConfig config) {
        String type = config.string("rope_type", "linear");
        if (!type.equals("linear") && !type.equals("dynamic")) {
            throw config.unsupported("rope_type '" + type
                    + "' is not supported, only 'linear' and 'dynamic'; register a layer in its place");
        }
        return new RotaryEmbedding(config);
    }
}
