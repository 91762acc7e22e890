package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Layers with a kernel that Keras quantises: sums of products and a bias.
 *
 * @param <T> the layer's own class
 */
public abstract class ProductLayer<T extends ProductLayer<T>> extends KernelLayer<T> {
    private Optional<Quantization> quantization = Optional.empty();
    private KernelProduct product;

    ProductLayer() {}

    @Override
    protected void writeConfig(ConfigOutput config) {
        if (quantization.isPresent()) {
            throw config.unsupported("it is quantized");
        }
        writeKernel(config);
    }

    /** Reads how the layer is quantised, and the options of {@link KernelLayer}. */
    final T configureProduct(LayerConfig config) {
        quantization = Quantization.read(config);
        return configureKernel(config, "kernel_initializer");
    }

    /** Creates kernel and bias, and what goes with them. */
    final void buildProduct(ProductForm form, Optional<Shape> bias) {
        KernelProduct.Variables variables = new KernelProduct.Variables() {
            @Override
            public Variable kernel(Shape shape) {
                return addKernel("kernel", shape);
            }

            @Override
            public void bias() {
                addBias(bias);
            }

            @Override
            public Variable add(String name, Shape shape, DType type, double fill) {
                return addWeight(name, shape, type, false, Initializers.constant(fill));
            }
        };
        if (quantization.isPresent()) {
            product = QuantizedProduct.of(quantization.get(), form, dtype(), variables);
            return;
        }
        Variable kernel = variables.kernel(form.kernel());
        variables.bias();
        product = x -> form.product(x, kernel.value());
    }

    /** The product with the kernel, and the bias. */
    final Value multiplied(Value x) {
        Value y = product.of(x);
        boolean rounds = quantization.isPresent() && quantization.get().mode() == Quantization.Mode.FLOAT8;
        if (!rounds || bias().isEmpty()) {
            return biased(y);
        }
        return Ops.add(y, Ops.cast(Ops.cast(bias().get(), DType.BFLOAT16), y.dtype())); // as Keras does
    }

    /** A kernel of int8 or int4 is not trainable, and yet {@code .weights.h5} has it before the bias. */
    @Override
    public final List<Variable> numberedWeights() {
        List<Variable> weights = new ArrayList<>(ownWeights());
        if (quantization.isEmpty()) {
            return weights;
        }
        Quantization.Mode mode = quantization.get().mode();
        if (mode == Quantization.Mode.INT8 || mode == Quantization.Mode.INT4) {
            weights.sort(Comparator.comparing(variable -> !variable.name().equals("kernel")));
        }
        return weights;
    }
}
