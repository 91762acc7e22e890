package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.ops.Axes;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.Arrays;
import java.util.Optional;

/**
 * {@code (x - mean) / max(sqrt(variance), 1e-7)} with given or stored statistics, one for each element of the kept axes; or, inverted,
 * {@code mean + x * max(sqrt(variance), 1e-7)}.
 */
public final class Normalization extends BaseLayer<Normalization> {
    private static final double SMALLEST_DEVIATION = 1e-7;

    private int[] axes = {-1};
    private boolean invert;
    private Optional<Tensor> givenMean = Optional.empty();
    private Optional<Tensor> givenVariance = Optional.empty();
    private Value mean;
    private Value variance;

    public Normalization() {}

    /** The axes that have statistics of their own; none: one mean and variance for everything. The last one unless set. */
    public Normalization axis(int... kept) {
        axes = kept.clone();
        return this;
    }

    /** Undoes a normalization; false unless set. */
    public Normalization invert(boolean flag) {
        invert = flag;
        return this;
    }

    /** Statistics given here instead of stored: scalars, or arrays of the kept axes' shape. */
    public Normalization statistics(Tensor mean, Tensor variance) {
        if (!mean.shape().equals(variance.shape())) {
            throw new IllegalArgumentException(
                    "mean and variance differ in shape: " + mean.shape() + " and " + variance.shape());
        }
        givenMean = Optional.of(mean);
        givenVariance = Optional.of(variance);
        return this;
    }

    @Override
    protected void build(Shape input) {
        int[] kept = Axes.normalize(axes, input.rank());
        Shape shape = Shape.of(Arrays.stream(kept).mapToLong(input::dim).toArray());
        if (!shape.isStatic()) {
            throw new IllegalArgumentException("the kept axes must have known sizes, got " + input);
        }
        if (givenMean.isPresent()) {
            mean = broadcast(Ops.constant(givenMean.get().cast(dtype())), kept, input.rank());
            variance = broadcast(Ops.constant(givenVariance.orElseThrow().cast(dtype())), kept, input.rank());
            return;
        }
        Variable storedMean = addWeight("mean", shape, dtype(), false, Initializers.zeros());
        Variable storedVariance = addWeight("variance", shape, dtype(), false, Initializers.ones());
        addWeight("count", Shape.of(), DType.INT64, false, Initializers.zeros());
        track("adapt_mean", storedMean); // as Keras calls them too, and Keras 3 only
        track("adapt_variance", storedVariance);
        mean = broadcast(storedMean.value(), kept, input.rank());
        variance = broadcast(storedVariance.value(), kept, input.rank());
    }

    /** Spreads statistics of the (last of the) kept axes over the input's rank. */
    private static Value broadcast(Value statistics, int[] kept, int rank) {
        if (statistics.rank() == 0) {
            return statistics;
        }
        if (statistics.rank() > kept.length) {
            throw new IllegalArgumentException(
                    "statistics of shape " + statistics.shape() + " for " + kept.length + " kept axes");
        }
        long[] target = new long[rank];
        Arrays.fill(target, 1);
        for (int i = 1; i <= statistics.rank(); i++) {
            target[kept[kept.length - i]] = statistics.shape().dim(-i);
        }
        return Ops.reshape(statistics, target);
    }

    @Override
    protected Value call(Value x) {
        Value y = Ops.cast(x, dtype());
        Value deviation = Ops.maximum(Ops.sqrt(variance), Ops.constant(SMALLEST_DEVIATION, y));
        return invert ? Ops.add(mean, Ops.multiply(y, deviation)) : Ops.divide(Ops.subtract(y, mean), deviation);
    }

    @Override
    protected Optional<Value> computeMask(Inputs inputs, CallContext context) {
        return Masks.kept(context);
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("axis", axes.length == 0 ? null : axes)
                .put("invert", invert)
                .put("mean", givenMean)
                .put("variance", givenVariance);
    }

    /** A null axis, unlike an absent one, keeps none. */
    static Normalization fromConfig(LayerConfig config) {
        int[] none = {};
        boolean isNull = config.json().has("axis") && !config.has("axis");
        Normalization layer = new Normalization()
                .axis(isNull ? none : config.intList("axis", -1))
                .invert(config.bool("invert", false));
        if (config.has("mean") && config.has("variance")) {
            layer.statistics(
                    config.tensor("mean").orElseThrow(),
                    config.tensor("variance").orElseThrow());
        }
        return layer;
    }
}
