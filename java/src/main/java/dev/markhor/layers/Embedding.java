package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.Optional;
import java.util.function.UnaryOperator;

/** A vector for each index: {@code [batch, ...] -> [batch, ..., output_dim]}. Indices of other types are converted to int32. */
public final class Embedding extends BaseLayer<Embedding> {
    private final int inputDim;
    private final int outputDim;
    private boolean maskZero;
    private Initializer initializer = Initializers.randomUniform(-0.05, 0.05, null);
    private Optional<Quantization> quantization = Optional.empty();
    private UnaryOperator<Value> table;

    /** @param inputDim number of vectors */
    public Embedding(int inputDim, int outputDim) {
        this.inputDim = Options.positive("input_dim", inputDim);
        this.outputDim = Options.positive("output_dim", outputDim);
    }

    /** Whether index 0 is padding, which the layers behind skip; false unless set. */
    public Embedding maskZero(boolean flag) {
        maskZero = flag;
        return this;
    }

    /** Uniform from -0.05 to 0.05 unless set. */
    public Embedding embeddingsInitializer(Initializer chosen) {
        initializer = chosen;
        return this;
    }

    @Override
    protected void build(Shape input) {
        if (quantization.isEmpty()) {
            Variable embeddings = addWeight("embeddings", Shape.of(inputDim, outputDim), initializer);
            table = index -> Ops.gather(embeddings.value(), index);
        } else {
            QuantizedEmbeddings quantized = QuantizedEmbeddings.of(
                    quantization.get(),
                    inputDim,
                    outputDim,
                    dtype(),
                    (name, shape, type) -> addWeight(name, shape, type, false, Initializers.ones()));
            table = quantized::vectors;
        }
    }

    @Override
    protected Value call(Value x) {
        boolean index = x.dtype() == DType.INT32 || x.dtype() == DType.INT64;
        return table.apply(index ? x : Ops.cast(x, DType.INT32));
    }

    @Override
    protected Optional<Value> computeMask(Inputs inputs, CallContext context) {
        Value x = inputs.single();
        return maskZero ? Optional.of(Ops.notEqual(x, Ops.constant(0, x))) : Optional.empty();
    }

    @Override
    protected boolean autocast() {
        return false;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        if (quantization.isPresent()) {
            throw config.unsupported("it is quantized");
        }
        config.put("input_dim", inputDim).put("output_dim", outputDim).put("mask_zero", maskZero);
    }

    static Embedding fromConfig(LayerConfig config) {
        Embedding layer = new Embedding(config.integer("input_dim"), config.integer("output_dim"));
        layer.quantization = quantization(config);
        return layer.maskZero(config.bool("mask_zero", false))
                .embeddingsInitializer(
                        config.initializer("embeddings_initializer", Initializers.randomUniform(-0.05, 0.05, null)));
    }

    /** @throws dev.markhor.error.InvalidModelException if Keras has no embeddings that are quantised so */
    static Optional<Quantization> quantization(LayerConfig config) {
        Optional<Quantization> found = Quantization.read(config);
        if (found.isPresent() && !QuantizedEmbeddings.exist(found.get())) {
            throw config.expected("dtype", "a policy that Keras has for embeddings: int8 or int4");
        }
        return found;
    }
}
