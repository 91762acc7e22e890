package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Axes;
import dev.markhor.ops.BatchNorm;
import dev.markhor.ops.Ops;
import dev.markhor.restore.Writer;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.Arrays;

/**
 * {@code gamma * (x - moving_mean) / sqrt(moving_variance + epsilon) + beta}, with parameters for each element of one axis, or of several
 * together.
 */
public final class BatchNormalization extends ScaledLayer<BatchNormalization> {
    private int[] axes = {-1};
    private boolean renorm;
    private Variable movingMean;
    private Variable movingVariance;

    public BatchNormalization() {}

    /** The axis that has parameters, that of the features; the last one unless set. Several, as Keras 2 has it, share {@code [1, h, 1, c]}. */
    public BatchNormalization axis(int... features) {
        if (features.length == 0) {
            throw new IllegalArgumentException("axis must name at least one axis");
        }
        axes = features.clone();
        return this;
    }

    @Override
    protected void build(Shape input) {
        Shape shape = parameters(input);
        addScale(shape, input);
        movingMean = addWeight("moving_mean", shape, dtype(), false, Initializers.zeros());
        movingVariance = addWeight("moving_variance", shape, dtype(), false, Initializers.ones());
        if (renorm) { // used in training only, but stored
            addWeight("moving_stddev", shape, dtype(), false, Initializers.ones());
            addWeight("renorm_mean", shape, dtype(), false, Initializers.zeros());
            addWeight("renorm_stddev", shape, dtype(), false, Initializers.ones());
        }
    }

    /** {@code [features]}, or for several axes the input's shape with 1 for all others. */
    private Shape parameters(Shape input) {
        int[] sorted = Axes.normalize(axes, input.rank());
        if (sorted.length == 1) {
            return Shape.of(input.dim(sorted[0]));
        }
        long[] dims = new long[input.rank()];
        Arrays.fill(dims, 1);
        for (int axis : sorted) {
            dims[axis] = input.dim(axis);
        }
        return Shape.of(dims);
    }

    @Override
    protected Value call(Value x) {
        return TrailingAxes.around(Numbers.floating(x, dtype()), Axes.normalize(axes, x.rank()), this::normalized);
    }

    private Value normalized(Value x) {
        return Ops.apply(
                new BatchNorm(epsilon()),
                x,
                row(movingMean.value()),
                row(movingVariance.value()),
                row(gamma()),
                row(beta()));
    }

    private static Value row(Value parameters) {
        return parameters.rank() == 1
                ? parameters
                : Ops.reshape(parameters, parameters.shape().size());
    }

    @Override
    public double varianceEpsilon() {
        return epsilon();
    }

    private static double defaultEpsilon(Writer writer) {
        if (!writer.isKeras1() || !writer.isBefore(1, 2)) {
            return DEFAULT_EPSILON;
        }
        return writer.isBefore(1, 0, 8) ? 1e-6 : 1e-5;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        if (axes.length > 1) {
            throw config.unsupported("it normalizes over several axes");
        }
        super.writeConfig(config);
        config.putAxes("axis", axes);
        if (renorm) {
            config.put("renorm", true);
        }
    }

    static BatchNormalization fromConfig(LayerConfig config) {
        if (config.integer("mode", 0) != 0) {
            throw config.unsupported(
                    "mode " + config.integer("mode") + " normalizes by the batch itself, which is not supported");
        }
        BatchNormalization layer = new BatchNormalization()
                .axis(config.intList("axis", -1))
                .epsilon(defaultEpsilon(config.writer()))
                .configureScale(config);
        layer.renorm = config.bool("renorm", false);
        return layer;
    }

    @Override
    protected boolean takesMask() {
        return true;
    }
}
