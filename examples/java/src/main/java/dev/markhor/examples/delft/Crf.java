package dev.markhor.examples.delft;

import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.layers.BaseLayer;
import dev.markhor.layers.Dense;
import dev.markhor.model.CallContext;
import dev.markhor.model.Inputs;
import dev.markhor.model.Structure;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.List;

/**
 * The conditional random field of TensorFlow Addons: finds the sequence of tags that fits best as a whole. From features {@code [batch,
 * words, features]} with a mask to the tags {@code int32[batch, words]}, 0 behind the end; how well each tag would fit each word, {@code
 * [batch, words, tags]}; and the number of words, {@code int64[batch]}.
 */
final class Crf extends BaseLayer<Crf> {
    private final int tags;
    private final Dense dense;
    private Variable chain;
    private Variable left;
    private Variable right;

    Crf(int tags) {
        this.tags = tags;
        this.dense = new Dense(tags);
    }

    @Override
    protected void build(Shape input) {
        chain = addWeight("chain_kernel", Shape.of(tags, tags), Initializers.glorotUniform());
        left = addWeight("left_boundary", Shape.of(tags), Initializers.zeros());
        right = addWeight("right_boundary", Shape.of(tags), Initializers.zeros());
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        Value mask = context.mask()
                .orElseThrow(() -> new IllegalArgumentException("needs a mask, which tells words from padding"));
        Value lengths = Ops.sum(Ops.cast(mask, DType.INT64), false, 1);
        Value potentials = Ops.javaFunction(
                specs -> specs.get(0),
                Crf::withBoundaries,
                dense.apply(inputs.single()),
                lengths,
                left.value(),
                right.value());
        Value path = Ops.javaFunction(
                specs -> new Spec(DType.INT32, specs.get(0).shape().slice(0, 2)),
                Crf::viterbi,
                potentials,
                lengths,
                chain.value());
        return Structure.list(List.of(path, potentials, lengths));
    }

    /** Adds what speaks for a tag at the first word and at the last. */
    private static Tensor withBoundaries(List<Tensor> inputs) {
        float[] potentials = inputs.get(0).toFloatArray();
        long[] lengths = inputs.get(1).toLongArray();
        float[] left = inputs.get(2).toFloatArray();
        float[] right = inputs.get(3).toFloatArray();
        int row = (int) inputs.get(0).shape().dim(1) * left.length;
        for (int b = 0; b < lengths.length; b++) {
            for (int tag = 0; tag < left.length; tag++) {
                potentials[b * row + tag] += left[tag];
                if (lengths[b] > 0) {
                    potentials[b * row + ((int) lengths[b] - 1) * left.length + tag] += right[tag];
                }
            }
        }
        return Tensor.of(potentials, inputs.get(0).shape().dims());
    }

    private static Tensor viterbi(List<Tensor> inputs) {
        float[] potentials = inputs.get(0).toFloatArray();
        long[] lengths = inputs.get(1).toLongArray();
        int words = (int) inputs.get(0).shape().dim(1);
        int[] path = new int[lengths.length * words];
        Viterbi viterbi = new Viterbi(
                inputs.get(2).toFloatArray(), (int) inputs.get(0).shape().dim(2));
        for (int b = 0; b < lengths.length; b++) {
            viterbi.decode(potentials, b * words, (int) lengths[b], path);
        }
        return Tensor.of(path, lengths.length, words);
    }
}
