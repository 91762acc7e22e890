package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Axes;
import dev.markhor.ops.BatchNorm;
import dev.markhor.ops.Ops;
import dev.markhor.restore.Writer;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;

/**
 * {@code gamma * (x - moving_mean) / sqrt(moving_variance + epsilon) + beta}, with parameters for each element of one axis.
 */
public final class BatchNormalization extends ScaledLayer<BatchNormalization> {
    private int axis = -1;
    private boolean renorm;
    private Variable movingMean;
    private Variable movingVariance;

    public BatchNormalization() {}

    /** The axis that has parameters, that of the features; the last one unless set. */
    public BatchNormalization axis(int features) {
        axis = features;
        return this;
    }

    @Override
    protected void build(Shape input) {
        Shape shape = Shape.of(input.dim(Axes.normalize(axis, input.rank())));
        addScale(shape, input);
        movingMean = addWeight("moving_mean", shape, dtype(), false, Initializers.zeros());
        movingVariance = addWeight("moving_variance", shape, dtype(), false, Initializers.ones());
        if (renorm) { // used in training only, but stored
            addWeight("moving_stddev", shape, dtype(), false, Initializers.ones());
            addWeight("renorm_mean", shape, dtype(), false, Initializers.zeros());
            addWeight("renorm_stddev", shape, dtype(), false, Initializers.ones());
        }
    }

    @Override
    protected Value call(Value x) {
        int features = Axes.normalize(axis, x.rank());
        Value y = Ops.apply(
                new BatchNorm(epsilon()),
                ChannelsFirst.toLast(Numbers.floating(x, dtype()), features),
                movingMean.value(),
                movingVariance.value(),
                gamma(),
                beta());
        return ChannelsFirst.fromLast(y, features);
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

    static BatchNormalization fromConfig(LayerConfig config) {
        int[] axes = config.intList("axis", -1);
        if (axes.length != 1) {
            throw config.unsupported("normalization of several axes at once is not supported");
        }
        if (config.integer("mode", 0) != 0) {
            throw config.unsupported(
                    "mode " + config.integer("mode") + " normalizes by the batch itself, which is not supported");
        }
        BatchNormalization layer = new BatchNormalization()
                .axis(axes[0])
                .epsilon(defaultEpsilon(config.writer()))
                .configureScale(config);
        layer.renorm = config.bool("renorm", false);
        return layer;
    }
}
