package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.ConfigOutput;
import dev.markhor.model.Dialect;
import dev.markhor.tensor.Shape;
import java.util.Arrays;
import java.util.stream.IntStream;

/**
 * Attention of several heads: query {@code [batch, ..., features]}, value and key {@code [batch, ..., features]} to {@code [batch, ...,
 * features]}; see {@link ProjectedAttention} for the arguments of a call.
 */
public final class MultiHeadAttention extends ProjectedAttention<MultiHeadAttention> {
    private final int numHeads;
    private final int keyDim;
    private int valueDim;
    private long[] outputShape = {};
    private int[] attentionAxes = {};

    /** @param keyDim size of a head of query and key */
    public MultiHeadAttention(int numHeads, int keyDim) {
        this.numHeads = Options.positive("num_heads", numHeads);
        this.keyDim = Options.positive("key_dim", keyDim);
        this.valueDim = keyDim;
    }

    /** Size of a head of the value; {@code keyDim} unless set. */
    public MultiHeadAttention valueDim(int size) {
        valueDim = Options.positive("value_dim", size);
        return this;
    }

    /** Sizes of the output in place of the query's features, which they are unless set. */
    public MultiHeadAttention outputShape(long... sizes) {
        Shape shape = Shape.of(sizes);
        if (!shape.isStatic()) {
            throw new IllegalArgumentException("output_shape must have known sizes, got " + shape);
        }
        outputShape = sizes.clone();
        return this;
    }

    /** The dimensions along which elements attend to each other; all between batch and features unless set. */
    public MultiHeadAttention attentionAxes(int... axes) {
        attentionAxes = axes.clone();
        return this;
    }

    @Override
    EinsumDense queryProjection(Value query) {
        return toHeads(query, keyDim);
    }

    @Override
    EinsumDense keyProjection(Value key) {
        return toHeads(key, keyDim);
    }

    @Override
    EinsumDense valueProjection(Value value) {
        return toHeads(value, valueDim);
    }

    @Override
    EinsumDense gateProjection(Value query) {
        return toHeads(query, valueDim);
    }

    /** {@code [batch, ..., features]} to {@code [batch, ..., heads, size]}. */
    private EinsumDense toHeads(Value x, int size) {
        return Projections.of(x.rank() - 1, 1, numHeads, size);
    }

    @Override
    EinsumDense outputProjection(Value query) {
        long[] sizes =
                outputShape.length > 0 ? outputShape : new long[] {query.shape().dim(-1)};
        return Projections.of(query.rank() - 1, 2, sizes);
    }

    @Override
    DotProductAttention attention(Value query, Dialect dialect) {
        int rank = query.rank() + 1; // with the heads
        int end = dialect.isKeras3() ? rank - 1 : rank; // where Keras counts negative axes from
        int[] axes = attentionAxes.length == 0
                ? IntStream.range(1, rank - 2).toArray()
                : IntStream.of(attentionAxes)
                        .map(axis -> axis < 0 ? axis + end : axis)
                        .toArray();
        if (IntStream.of(axes).distinct().anyMatch(axis -> axis < 1 || axis > rank - 2)
                || IntStream.of(axes).distinct().count() != axes.length) {
            throw new IllegalArgumentException("attention_axes " + Arrays.toString(attentionAxes)
                    + " do not lie between batch and features of " + query);
        }
        return new DotProductAttention(rank, axes, 1 / Math.sqrt(keyDim));
    }

    /** A mask of the query counts only if it comes with the query. */
    @Override
    protected boolean unmasksArguments() {
        return true;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        super.writeConfig(config);
        config.put("num_heads", numHeads)
                .put("key_dim", keyDim)
                .put("value_dim", valueDim)
                .put("attention_axes", attentionAxes.length == 0 ? null : attentionAxes);
        if (outputShape.length > 0) {
            config.putSizes("output_shape", outputShape);
        }
    }

    static MultiHeadAttention fromConfig(LayerConfig config) {
        MultiHeadAttention layer = new MultiHeadAttention(config.integer("num_heads"), config.integer("key_dim"))
                .configureProjections(config)
                .attentionAxes(config.intList("attention_axes", new int[0]));
        config.optionalInteger("value_dim").ifPresent(layer::valueDim);
        int[] sizes = config.intList("output_shape", new int[0]);
        return layer.outputShape(IntStream.of(sizes).asLongStream().toArray());
    }
}
