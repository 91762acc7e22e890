package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.Optional;
import java.util.function.UnaryOperator;

/**
 * A vector for each index, {@code [batch, ...] -> [batch, ..., output_dim]}, and, called with {@code reverse}, a number for each index from
 * vectors, {@code [batch, ..., output_dim] -> [batch, ..., input_dim]}: by the same weights unless {@link #tieWeights} is off.
 */
public final class ReversibleEmbedding extends BaseLayer<ReversibleEmbedding> {
    private final int inputDim;
    private final int outputDim;
    private boolean tieWeights = true;
    private boolean maskZero;
    private Optional<Double> logitSoftCap = Optional.empty();
    private Optional<DType> reverseType = Optional.empty();
    private Initializer initializer = Initializers.randomUniform(-0.05, 0.05, null);
    private Optional<Quantization> quantization = Optional.empty();
    private UnaryOperator<Value> table;
    private UnaryOperator<Value> reversal;

    /** @param inputDim number of vectors */
    public ReversibleEmbedding(int inputDim, int outputDim) {
        this.inputDim = Options.positive("input_dim", inputDim);
        this.outputDim = Options.positive("output_dim", outputDim);
    }

    /** Whether the way back has no weights of its own; true unless set. */
    public ReversibleEmbedding tieWeights(boolean flag) {
        tieWeights = flag;
        return this;
    }

    /** Whether index 0 is padding, which the layers behind skip; false unless set. */
    public ReversibleEmbedding maskZero(boolean flag) {
        maskZero = flag;
        return this;
    }

    /** On the way back {@code tanh(x / cap) * cap}; no limit unless set. */
    public ReversibleEmbedding logitSoftCap(double cap) {
        logitSoftCap = Optional.of(cap);
        return this;
    }

    /** The type of the way back; the layer's unless set. */
    public ReversibleEmbedding reverseType(DType type) {
        reverseType = Optional.of(type);
        return this;
    }

    /** Uniform from -0.05 to 0.05 unless set. */
    public ReversibleEmbedding embeddingsInitializer(Initializer chosen) {
        initializer = chosen;
        return this;
    }

    /** From indices to vectors, or with {@code reverse} back. */
    public Value apply(Value x, boolean reverse) {
        return apply(Inputs.of(x).with("reverse", reverse)).single();
    }

    @Override
    protected void build(Shape input) {
        if (quantization.isPresent()) {
            QuantizedEmbeddings.Variables variables =
                    (name, shape, type) -> addWeight(name, shape, type, false, Initializers.ones());
            QuantizedEmbeddings quantized =
                    QuantizedEmbeddings.of(quantization.get(), inputDim, outputDim, dtype(), variables);
            table = quantized::vectors;
            reversal = tieWeights ? QuantizedReversal.tied(quantized) : QuantizedReversal.untied(quantized, variables);
            return;
        }
        Variable embeddings = addWeight("embeddings", Shape.of(inputDim, outputDim), initializer);
        Variable kernel =
                tieWeights ? embeddings : addWeight("reverse_embeddings", Shape.of(outputDim, inputDim), initializer);
        DType type = reverseType.orElse(dtype());
        table = index -> Ops.gather(embeddings.value(), index);
        reversal = x -> Ops.matmul(Ops.cast(x, type), Ops.cast(kernel.value(), type), false, tieWeights);
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value x = inputs.value(0, "inputs").orElseThrow(() -> new IllegalArgumentException("needs an input"));
        return Structure.of(CallArguments.flag(inputs, 1, "reverse") ? logits(x) : vectors(x));
    }

    private Value vectors(Value x) {
        boolean index = x.dtype() == DType.INT32 || x.dtype() == DType.INT64;
        return table.apply(index ? x : Ops.cast(x, DType.INT32));
    }

    private Value logits(Value x) {
        Value y = reversal.apply(x);
        return logitSoftCap
                .map(cap -> Ops.multiply(Ops.tanh(Ops.multiply(y, 1 / cap)), cap))
                .orElse(y);
    }

    @Override
    protected Optional<Value> computeMask(Inputs inputs, CallContext context) {
        Value x = inputs.single();
        return maskZero && !CallArguments.flag(inputs, 1, "reverse")
                ? Optional.of(Ops.notEqual(x, Ops.constant(0, x)))
                : Optional.empty();
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
        config.put("input_dim", inputDim)
                .put("output_dim", outputDim)
                .put("tie_weights", tieWeights)
                .put("mask_zero", maskZero)
                .put("reverse_dtype", reverseType)
                .put("logit_soft_cap", logitSoftCap);
    }

    static ReversibleEmbedding fromConfig(LayerConfig config) {
        ReversibleEmbedding layer = new ReversibleEmbedding(config.integer("input_dim"), config.integer("output_dim"))
                .tieWeights(config.bool("tie_weights", true))
                .maskZero(config.bool("mask_zero", false))
                .embeddingsInitializer(
                        config.initializer("embeddings_initializer", Initializers.randomUniform(-0.05, 0.05, null)));
        layer.quantization = Embedding.quantization(config);
        config.find("logit_soft_cap").ifPresent(cap -> layer.logitSoftCap(config.number("logit_soft_cap")));
        config.find("reverse_dtype").ifPresent(type -> layer.reverseType(DTypePolicies.read(config, type)));
        return layer;
    }
}
