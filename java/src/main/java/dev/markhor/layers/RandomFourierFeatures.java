package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Unary;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;

/**
 * Random features of a shift-invariant kernel, {@code cos(x · kernel / scale + bias)}: {@code [batch, in] -> [batch, output_dim]}. An
 * experimental layer of Keras 2; computes in float32.
 */
public final class RandomFourierFeatures extends BaseLayer<RandomFourierFeatures> {
    private final int outputDim;
    private Initializer initializer = Initializers.randomNormal(0, 1, null);
    private double scale;
    private Variable unscaledKernel;
    private Variable bias;
    private Variable kernelScale;

    public RandomFourierFeatures(int outputDim) {
        this.outputDim = Options.positive("output_dim", outputDim);
    }

    /** Normally distributed, which makes a Gaussian kernel, unless set. */
    public RandomFourierFeatures kernelInitializer(Initializer chosen) {
        initializer = chosen;
        return this;
    }

    /** What the kernel is divided by at first; unless set the root of half the input's size. */
    public RandomFourierFeatures scale(double divisor) {
        if (!(divisor > 0)) {
            throw new IllegalArgumentException("scale must be positive, got " + divisor);
        }
        scale = divisor;
        return this;
    }

    @Override
    protected void build(Shape input) {
        if (input.rank() != 2 || input.isFree(1)) {
            throw new IllegalArgumentException("needs an input [batch, in] with a known last dimension, got " + input);
        }
        double divisor = scale > 0 ? scale : Math.sqrt(input.dim(1) / 2.0);
        unscaledKernel =
                addWeight("unscaled_kernel", Shape.of(input.dim(1), outputDim), DType.FLOAT32, false, initializer);
        bias = addWeight(
                "bias", Shape.of(outputDim), DType.FLOAT32, false, Initializers.randomUniform(0, 2 * Math.PI, null));
        kernelScale = addWeight("kernel_scale", Shape.of(1), DType.FLOAT32, true, Initializers.constant(divisor));
    }

    @Override
    protected Value call(Value x) {
        Value one = Ops.constant(1, kernelScale.value());
        Value kernel = Ops.multiply(Ops.divide(one, kernelScale.value()), unscaledKernel.value());
        Value angles = Ops.add(Ops.matmul(Ops.cast(x, DType.FLOAT32), kernel), bias.value());
        return Ops.unary(Unary.Function.COS, angles);
    }

    static RandomFourierFeatures fromConfig(LayerConfig config) {
        RandomFourierFeatures layer = new RandomFourierFeatures(config.integer("output_dim"));
        if (config.has("scale")) {
            layer.scale(config.number("scale"));
        }
        return switch (config.value("kernel_initializer").orElse("gaussian").toString()) {
            case "gaussian" -> layer;
            case "laplacian" ->
                layer.kernelInitializer(spec -> {
                    throw new IllegalStateException(
                            config.describe() + ": kernel_initializer 'laplacian' is for training; load weights");
                });
            default -> layer.kernelInitializer(config.initializer("kernel_initializer", layer.initializer));
        };
    }
}
