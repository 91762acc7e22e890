package dev.markhor.layers.hub;

import dev.markhor.graph.Value;
import dev.markhor.layers.ActivationFunction;
import dev.markhor.layers.BaseLayer;
import dev.markhor.layers.Dense;
import dev.markhor.layers.LayerConfig;
import dev.markhor.layers.LayerNormalization;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.FourierMatrix;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Size;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import java.util.function.UnaryOperator;

/** The real part of a Fourier transform over steps and features in place of attention, then two dense layers: {@code [batch, steps, features]}. */
final class FNetEncoder extends BaseLayer<FNetEncoder> {
    private final int intermediateDim;
    private final ActivationFunction activation;
    private final double epsilon;
    private final Initializer kernelInitializer;
    private final Initializer biasInitializer;
    private LayerNormalization mixingNorm;
    private LayerNormalization outputNorm;
    private Dense intermediate;
    private Dense output;

    private FNetEncoder(LayerConfig config) {
        intermediateDim = HubOptions.positive("intermediate_dim", config.integer("intermediate_dim"));
        activation = config.has("activation") ? config.activation("activation") : ActivationFunction.named("relu");
        epsilon = config.number("layer_norm_epsilon", 1e-5);
        kernelInitializer = config.initializer("kernel_initializer", Initializers.glorotUniform());
        biasInitializer = config.initializer("bias_initializer", Initializers.zeros());
        activation.layer().ifPresent(layer -> track("activation", layer));
    }

    @Override
    protected void build(Shape input) {
        if (input.rank() != 3 || input.isFree(2)) {
            throw new IllegalArgumentException("takes [batch, steps, features] with known features, not " + input);
        }
        mixingNorm = norm("_mixing_layer_norm");
        outputNorm = norm("_output_layer_norm");
        intermediate = dense("_intermediate_dense", intermediateDim);
        output = dense("_output_dense", Math.toIntExact(input.dim(2)));
    }

    private LayerNormalization norm(String attribute) {
        LayerNormalization norm = new LayerNormalization().epsilon(epsilon);
        return track(attribute, norm.name(attribute.substring(1)).dtype(dtype()));
    }

    private Dense dense(String attribute, int units) {
        Dense dense = new Dense(units).kernelInitializer(kernelInitializer).biasInitializer(biasInitializer);
        return track(attribute, dense.name(attribute.substring(1)).dtype(dtype()));
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value x = inputs.single();
        UnaryOperator<Value> activated = y -> activation.apply(y, context.dialect());
        Value mixed = mixingNorm.apply(Ops.add(x, Ops.cast(mixed(Ops.cast(x, DType.FLOAT32)), x.dtype())));
        Value fed = output.apply(activated.apply(intermediate.apply(mixed)));
        return Structure.of(outputNorm.apply(Ops.add(mixed, fed)));
    }

    /** {@code Re(F x F)} with {@code F = C - iS}: {@code C x C - S x S}. */
    private static Value mixed(Value x) {
        return Ops.subtract(transformed(x, false), transformed(x, true));
    }

    private static Value transformed(Value x, boolean sines) {
        Value steps = Ops.apply(new FourierMatrix(new Size.Dim(0, 1), sines), x);
        Value features = Ops.apply(new FourierMatrix(new Size.Dim(0, 2), sines), x);
        return Ops.matmul(Ops.einsum("ts,bsf->btf", steps, x), features);
    }

    static FNetEncoder fromConfig(LayerConfig config) {
        return new FNetEncoder(config);
    }
}
