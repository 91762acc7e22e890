package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Axes;
import dev.markhor.ops.LayerNorm;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import java.util.Arrays;

/** {@code (x - mean) / sqrt(variance + epsilon) * gamma + beta}, with mean and variance over some axes of each sample. */
public final class LayerNormalization extends ScaledLayer<LayerNormalization> {
    private int[] axes = {-1};
    private boolean rmsScaling;

    public LayerNormalization() {}

    /** The axes that are normalized; the last one unless set. Keras 3 puts them in order, negative ones first, as its weights then are. */
    public LayerNormalization axis(int... normalized) {
        axes = Arrays.stream(normalized).sorted().toArray();
        return this;
    }

    @Override
    protected void build(Shape input) {
        Axes.normalize(axes, input.rank()); // they are there
        addScale(Shape.of(Arrays.stream(axes).mapToLong(input::dim).toArray()), input);
    }

    @Override
    protected Value call(Value x) {
        Numbers.requireFloating(x); // Keras rounds mean and deviation of integers to integers
        int[] sorted = Axes.normalize(axes, x.rank());
        return TrailingAxes.around(x, sorted, rmsScaling ? this::scaledByDeviation : this::normalized);
    }

    private Value normalized(Value rows) {
        return Ops.apply(new LayerNorm(epsilon(), false), rows, flat(gamma()), flat(beta()));
    }

    /** What {@code rms_scaling} does: divides by the deviation from the mean, yet does not subtract the mean. */
    private Value scaledByDeviation(Value rows) {
        Value centered = Ops.subtract(rows, Ops.mean(rows, true, -1));
        Value variance = Ops.mean(Ops.square(centered), true, -1);
        return Ops.multiply(Ops.multiply(rows, Ops.rsqrt(Ops.add(variance, epsilon()))), flat(gamma()));
    }

    private static Value flat(Value parameters) {
        return parameters.rank() == 1 ? parameters : Ops.reshape(parameters, dev.markhor.ops.Reshape.INFER);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        if (rmsScaling) {
            throw config.unsupported("it has lost 'rms_scaling'; RMSNormalization is near");
        }
        super.writeConfig(config);
        config.putAxes("axis", axes);
    }

    static LayerNormalization fromConfig(LayerConfig config) {
        LayerNormalization layer =
                new LayerNormalization().axis(config.intList("axis", -1)).configureScale(config);
        if (!config.dialect().isKeras3()) { // weights in the order given
            layer.axes = config.intList("axis", -1);
        }
        layer.rmsScaling = config.bool("rms_scaling", false);
        return layer.rmsScaling ? layer.scale(true).center(false) : layer;
    }
}
