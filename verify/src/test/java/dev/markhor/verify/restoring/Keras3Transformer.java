package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Embedding;
import dev.markhor.layers.LayerNormalization;
import dev.markhor.layers.MultiHeadAttention;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.List;

/** Blocks in a list where Python has a tuple, and a table of its own. */
final class Keras3Transformer extends Model {
    private final Embedding tokens = new Embedding(13, 6);
    private final List<Block> blocks = List.of(new Block(2, 3, 8, 6), new Block(3, 2, 7, 6));
    private final Dense classifier = new Dense(3);
    private Variable positions;

    @Override
    protected void build(Shape input) {
        positions = addWeight("position_table", Shape.of(input.dim(1), 6), Initializers.zeros());
    }

    @Override
    protected Value call(Value x) {
        Value h = Ops.add(tokens.apply(x), positions.value());
        for (Block block : blocks) {
            h = block.apply(h);
        }
        return classifier.apply(Ops.mean(h, false, 1));
    }

    private static final class Block extends Layer {
        private final MultiHeadAttention attention;
        private final LayerNormalization norm1 = new LayerNormalization();
        private final LayerNormalization norm2 = new LayerNormalization();
        private final Dense expand;
        private final Dense reduce;

        Block(int heads, int keyDim, int width, int size) {
            attention = new MultiHeadAttention(heads, keyDim);
            expand = new Dense(width).activation("gelu");
            reduce = new Dense(size);
        }

        @Override
        protected Value call(Value x) {
            Value h = norm1.apply(Ops.add(x, attention.apply(x, x)));
            return norm2.apply(Ops.add(h, reduce.apply(expand.apply(h))));
        }
    }
}
