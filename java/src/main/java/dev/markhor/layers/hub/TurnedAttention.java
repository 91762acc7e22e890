package dev.markhor.layers.hub;

import dev.markhor.graph.Value;
import dev.markhor.layers.BaseLayer;
import dev.markhor.layers.EinsumDense;
import dev.markhor.layers.LayerConfig;
import dev.markhor.layers.RMSNormalization;
import dev.markhor.layers.Softmax;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;

/** Attention of a sequence to itself where several heads of the query share one of key and value, which are turned by their position. */
final class TurnedAttention extends BaseLayer<TurnedAttention> {
    private final LayerConfig config;
    private final GatedDecoder.Kind kind;
    private final int queryHeads;
    private final int keyHeads;
    private final RotaryEmbedding rotary;
    private int headDim;
    private EinsumDense query;
    private EinsumDense key;
    private EinsumDense value;
    private EinsumDense output;
    private Softmax softmax;
    private RMSNormalization queryNorm;
    private RMSNormalization keyNorm;

    /** @param config of the decoder that it is in */
    TurnedAttention(LayerConfig config, GatedDecoder.Kind kind) {
        this.config = config;
        this.kind = kind;
        queryHeads = HubOptions.positive("num_query_heads", config.integer("num_query_heads"));
        keyHeads = HubOptions.positive("num_key_value_heads", config.integer("num_key_value_heads"));
        if (queryHeads % keyHeads != 0) {
            throw new IllegalArgumentException("num_query_heads must be a multiple of num_key_value_heads, got "
                    + queryHeads + " and " + keyHeads);
        }
        rotary = new RotaryEmbedding(
                config.number("rope_max_wavelength", 10000), config.number("rope_scaling_factor", 1));
    }

    /** @param mask {@code [batch or 1, query, key]} */
    Value apply(Value x, Value mask) {
        return apply(Inputs.of(x).with("attention_mask", mask)).single();
    }

    @Override
    protected void build(Inputs inputs) {
        int features = Attending.features(HubOptions.first(inputs, "hidden_states"));
        // files of Qwen 3 do not say it
        headDim = HubOptions.positive("head_dim", config.integer("head_dim", features / queryHeads));
        query = projection("_query_dense", "query", "abc,cde->abde", queryHeads);
        queryNorm = norm("_query_dense_layer_norm", "query_dense_layernorm");
        key = projection("_key_dense", "key", "abc,cde->abde", keyHeads);
        keyNorm = norm("_key_dense_layer_norm", "key_dense_layernorm");
        value = projection("_value_dense", "value", "abc,cde->abde", keyHeads);
        softmax = track("_softmax", new Softmax(-1).name("attention_softmax"));
        EinsumDense back = new EinsumDense("abcd,cde->abe", -1, features).kernelInitializer(initializer());
        output = track("_output_dense", back.name("attention_output").dtype(dtype()));
    }

    private Initializer initializer() {
        return config.initializer("kernel_initializer", Initializers.glorotUniform());
    }

    private EinsumDense projection(String attribute, String name, String equation, int heads) {
        EinsumDense dense = new EinsumDense(equation, -1, heads, headDim).kernelInitializer(initializer());
        if (kind == GatedDecoder.Kind.QWEN) {
            dense.biasAxes("de").biasInitializer(config.initializer("bias_initializer", Initializers.zeros()));
        }
        return track(attribute, dense.name(name).dtype(dtype()));
    }

    private RMSNormalization norm(String attribute, String name) {
        if (kind != GatedDecoder.Kind.QWEN3) {
            return null;
        }
        RMSNormalization norm = new RMSNormalization().epsilon(1e-5); // the decoder does not hand its own on
        return track(attribute, norm.name(name).dtype(dtype()));
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value x = HubOptions.first(inputs, "hidden_states");
        Value mask = inputs.value(1, "attention_mask").orElseThrow();
        int sharing = queryHeads / keyHeads;
        Value queries = turned(query.apply(x), queryNorm);
        Value keys = Ops.repeat(turned(key.apply(x), keyNorm), sharing, 2);
        Value values = Ops.repeat(value.apply(x), sharing, 2);
        Value scores = Ops.multiply(Ops.einsum("bquh,bkuh->buqk", queries, keys), 1 / Math.sqrt(headDim));
        Inputs masked = Inputs.of(Ops.cast(scores, DType.FLOAT32)).with("mask", Ops.expandDims(mask, 1));
        Value weights = Ops.cast(softmax.apply(masked).single(), scores.dtype());
        return Structure.of(output.apply(Ops.einsum("buqk,bkuh->bquh", weights, values)));
    }

    private Value turned(Value heads, RMSNormalization norm) {
        return rotary.apply(norm == null ? heads : norm.apply(heads));
    }
}
