package dev.markhor.layers;

import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;

/**
 * Normalizations that end with {@code * gamma + beta}.
 *
 * @param <T> the layer's own class
 */
public abstract class ScaledLayer<T extends ScaledLayer<T>> extends BaseLayer<T> {
    static final double DEFAULT_EPSILON = 1e-3;

    private double epsilon = DEFAULT_EPSILON;
    private boolean center = true;
    private boolean scale = true;
    private Initializer gammaInitializer = Initializers.ones();
    private Initializer betaInitializer = Initializers.zeros();
    private Variable gamma;
    private Variable beta;
    private Shape shape;

    ScaledLayer() {}

    /** Added to the variance; 1e-3 unless set. */
    public final T epsilon(double value) {
        epsilon = value;
        return self();
    }

    /** Whether {@code beta} is added; true unless set. */
    public final T center(boolean flag) {
        center = flag;
        return self();
    }

    /** Whether {@code gamma} is multiplied with; true unless set. */
    public final T scale(boolean flag) {
        scale = flag;
        return self();
    }

    /** Ones unless set. */
    public final T gammaInitializer(Initializer initializer) {
        gammaInitializer = initializer;
        return self();
    }

    /** Zeros unless set. */
    public final T betaInitializer(Initializer initializer) {
        betaInitializer = initializer;
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("epsilon", epsilon).put("center", center).put("scale", scale);
    }

    /** Reads the options above. */
    final T configureScale(LayerConfig config) {
        epsilon = config.number("epsilon", epsilon);
        center = config.bool("center", center);
        scale = config.bool("scale", scale);
        gammaInitializer = config.initializer("gamma_initializer", gammaInitializer);
        betaInitializer = config.initializer("beta_initializer", betaInitializer);
        return self();
    }

    final double epsilon() {
        return epsilon;
    }

    /** @throws IllegalArgumentException if a size is free */
    final void addScale(Shape parameters, Shape input) {
        if (!parameters.isStatic()) {
            throw new IllegalArgumentException("the normalized axes must have known sizes, got " + input);
        }
        shape = parameters;
        if (scale) {
            gamma = addWeight("gamma", parameters, gammaInitializer);
        }
        if (center) {
            beta = addWeight("beta", parameters, betaInitializer);
        }
    }

    final Value gamma() {
        return gamma != null ? gamma.value() : constant(Initializers.ones());
    }

    final Value beta() {
        return beta != null ? beta.value() : constant(Initializers.zeros());
    }

    /** What a weight would be that is not there, within the limits of weights. */
    private Value constant(Initializer initializer) {
        return Ops.constant(new Variable("constant", new Spec(dtype(), shape), false, initializer).get());
    }

    /** {@code y * gamma + beta}, as far as these are there. */
    final Value scaled(Value y) {
        Value product = gamma == null ? y : Ops.multiply(y, gamma.value());
        return beta == null ? product : Ops.add(product, beta.value());
    }

    @Override
    protected boolean supportsMasking() {
        return true;
    }
}
