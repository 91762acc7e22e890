package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Axes;
import dev.markhor.ops.LayerNorm;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.Arrays;

/** {@code x / sqrt(mean(x * x) + epsilon) * scale}, with the mean over some axes of each sample. */
public final class RMSNormalization extends BaseLayer<RMSNormalization> {
    private int[] axes = {-1};
    private double epsilon = 1e-6;
    private Variable scale;

    public RMSNormalization() {}

    /** The axes that are normalized; the last one unless set. */
    public RMSNormalization axis(int... normalized) {
        axes = normalized.clone();
        return this;
    }

    /** Added to the mean square; 1e-6 unless set. */
    public RMSNormalization epsilon(double value) {
        epsilon = value;
        return this;
    }

    @Override
    protected void build(Shape input) {
        int[] sorted = Axes.normalize(axes, input.rank());
        Shape shape = Shape.of(Arrays.stream(sorted).mapToLong(input::dim).toArray());
        if (!shape.isStatic()) {
            throw new IllegalArgumentException("the normalized axes must have known sizes, got " + input);
        }
        scale = addWeight("scale", shape, Initializers.ones());
    }

    @Override
    protected Value call(Value x) {
        Numbers.requireFloating(x); // Keras gives integers, most of them 0
        int[] sorted = Axes.normalize(axes, x.rank());
        if (sorted.length == 1 && sorted[0] == x.rank() - 1) {
            Value none = Ops.constant(Tensor.zeros(dtype(), scale.shape()));
            return Ops.apply(new LayerNorm(epsilon, true), x, scale.value(), none);
        }
        // Keras multiplies the scale with the last axes, whichever were normalized
        Value meanSquare = Ops.mean(Ops.square(x), true, sorted);
        return Ops.multiply(Ops.multiply(x, Ops.rsqrt(Ops.add(meanSquare, epsilon))), scale.value());
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.putAxes("axis", axes).put("epsilon", epsilon);
    }

    static RMSNormalization fromConfig(LayerConfig config) {
        return new RMSNormalization().axis(config.intList("axis", -1)).epsilon(config.number("epsilon", 1e-6));
    }
}
