package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Dialect;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Band;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.variable.Initializer;
import dev.markhor.variable.Initializers;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Attention between learned projections of a query, a value and a key. Called with these in this order, or by name, and with Keras' further
 * arguments: {@code attention_mask}, {@code use_causal_mask}, {@code return_attention_scores}, and masks of query, value and key where
 * those attached to them are not meant.
 *
 * @param <T> the layer's own class
 */
public abstract class ProjectedAttention<T extends ProjectedAttention<T>> extends BaseLayer<T> {
    /** Query, key and value as they enter the products. */
    record Projected(Value query, Value key, Value value) {}

    private boolean useBias = true;
    private boolean useGate;
    private double dropout;
    private int slidingWindow;
    private Initializer kernelInitializer = Initializers.glorotUniform();
    private Initializer biasInitializer = Initializers.zeros();
    private EinsumDense queryDense;
    private EinsumDense keyDense;
    private EinsumDense gateDense;
    private EinsumDense valueDense;
    private EinsumDense outputDense;

    ProjectedAttention() {}

    // ---- options

    /** Whether the projections add a bias; true unless set. */
    public final T useBias(boolean flag) {
        useBias = flag;
        return self();
    }

    /** Whether a sigmoid of another projection of the query multiplies what attention gives; false unless set. */
    public final T useGate(boolean flag) {
        useGate = flag;
        return self();
    }

    /**
     * Dropout of training. What it changes here are queries that see nothing: with dropout Keras 3 gives them zeros, without it the average.
     *
     * @throws IllegalArgumentException if the rate is not from 0 to 1
     */
    public final T dropout(double rate) {
        dropout = Options.fraction("dropout", rate);
        return self();
    }

    /** How many elements a query sees on each side, itself included; all unless set. */
    public final T slidingWindow(int size) {
        slidingWindow = Options.positive("sliding_window", size);
        return self();
    }

    /** {@code glorot_uniform} unless set. */
    public final T kernelInitializer(Initializer initializer) {
        kernelInitializer = initializer;
        return self();
    }

    /** Zeros unless set. */
    public final T biasInitializer(Initializer initializer) {
        biasInitializer = initializer;
        return self();
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        config.put("use_bias", useBias).put("dropout", dropout);
        if (useGate) {
            config.put("use_gate", true);
        }
        if (slidingWindow > 0) {
            config.put("sliding_window", slidingWindow);
        }
    }

    /** Reads the options above. */
    final T configureProjections(LayerConfig config) {
        useBias(config.bool("use_bias", true));
        useGate(config.bool("use_gate", false));
        dropout(config.number("dropout", 0));
        kernelInitializer(config.initializer("kernel_initializer", kernelInitializer));
        config.optionalInteger("sliding_window").ifPresent(this::slidingWindow);
        return biasInitializer(config.initializer("bias_initializer", biasInitializer));
    }

    // ---- what differs

    /** The projection of a query, before it has its bias and initializers. */
    abstract EinsumDense queryProjection(Value query);

    abstract EinsumDense keyProjection(Value key);

    abstract EinsumDense valueProjection(Value value);

    /** What gates the output, shaped like it. */
    abstract EinsumDense gateProjection(Value query);

    abstract EinsumDense outputProjection(Value query);

    /** Brings the projections together. */
    abstract DotProductAttention attention(Value query, Dialect dialect);

    /** What enters the products, of {@code [batch, ..., heads, size]} each. */
    Projected heads(Projected projected) {
        return projected;
    }

    // ---- calling

    /** Attention of a query to a value that is its own key. */
    public final Value apply(Value query, Value value) {
        return apply(Inputs.of(List.of(Structure.of(query), Structure.of(value)), Map.of()))
                .single();
    }

    /** Attention of a query to the keys of a value. */
    public final Value apply(Value query, Value value, Value key) {
        return apply(Inputs.of(List.of(Structure.of(query), Structure.of(value), Structure.of(key)), Map.of()))
                .single();
    }

    @Override
    protected final void build(Inputs inputs) {
        AttentionCall call = AttentionCall.of(inputs);
        Value key = call.key().orElse(call.value());
        queryDense = projection("query", "_query_dense", queryProjection(call.query()));
        keyDense = projection("key", "_key_dense", keyProjection(key));
        if (useGate) {
            gateDense = projection("gate", "_gate_dense", gateProjection(call.query()));
            gateDense.activation("sigmoid");
        }
        valueDense = projection("value", "_value_dense", valueProjection(call.value()));
        outputDense = projection("attention_output", "_output_dense", outputProjection(call.query()));
    }

    private EinsumDense projection(String name, String attribute, EinsumDense dense) {
        dense.name(name).dtype(dtype());
        dense.useBias(useBias).kernelInitializer(kernelInitializer).biasInitializer(biasInitializer);
        return track(attribute, dense);
    }

    @Override
    protected final Structure<Value> call(Inputs inputs, CallContext context) {
        boolean keras3 = context.dialect().isKeras3();
        AttentionCall call = AttentionCall.of(inputs, context);
        Value key = call.key().orElse(call.value());
        Optional<Value> mask = mask(call, keras3 && unmasksArguments());
        Projected heads = heads(
                new Projected(queryDense.apply(call.query()), keyDense.apply(key), valueDense.apply(call.value())));
        DotProductAttention attention = attention(call.query(), context.dialect());
        boolean exact = mask.isPresent()
                && call.query().dtype() == DType.FLOAT64; // where Keras 2 has other numbers than rounding
        boolean fused = (exact ? context.dialect() : context.arithmetic()).isKeras3()
                && dropout == 0
                && !call.returnsScores()
                && attention.rank() == 4;
        DotProductAttention.Result result =
                fused ? attention.fused(heads, mask) : attention.plain(heads, mask, context.dialect());
        Value attended = useGate ? Ops.multiply(result.output(), gateDense.apply(call.query())) : result.output();
        Value output = outputDense.apply(attended);
        return call.returnsScores() ? Structure.list(List.of(output, result.scores())) : Structure.of(output);
    }

    /**
     * All that restricts what a query sees, {@code [batch, query, key]} or what broadcasts to it.
     *
     * @param ownQueryMask whether a query mask that is given with the call does not count, as in Keras 3 for the layer that takes masks off
     */
    private Optional<Value> mask(AttentionCall call, boolean ownQueryMask) {
        List<Optional<Value>> masks = new ArrayList<>();
        masks.add(call.attentionMask());
        masks.add((ownQueryMask ? call.query().mask() : call.queryMask())
                .map(mask -> Ops.expandDims(Masks.toBool(mask), -1)));
        masks.add(call.valueMask().map(mask -> Ops.expandDims(Masks.toBool(mask), -2)));
        masks.add(call.keyMask().map(mask -> Ops.expandDims(Masks.toBool(mask), -2)));
        if (call.usesCausalMask() || slidingWindow > 0) {
            int reach = slidingWindow > 0 ? slidingWindow - 1 : -1;
            Band band = new Band(1, 1, reach, call.usesCausalMask() ? 0 : reach);
            masks.add(Optional.of(Ops.expandDims(Ops.apply(band, call.query(), call.value()), 0)));
        }
        return Masks.reduce(masks, Ops::logicalAnd);
    }

    @Override
    protected final Optional<Value> computeMask(Inputs inputs, CallContext context) {
        return AttentionCall.of(inputs, context).query().mask();
    }
}
