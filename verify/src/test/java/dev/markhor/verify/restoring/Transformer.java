package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Dropout;
import dev.markhor.layers.Embedding;
import dev.markhor.layers.GlobalAveragePooling1D;
import dev.markhor.layers.LayerNormalization;
import dev.markhor.layers.MultiHeadAttention;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import dev.markhor.variable.Initializers;
import dev.markhor.variable.Variable;
import java.util.List;

/** Two blocks whose layers are made when they are built, a Sequential in each, and a table of its own. */
final class Transformer extends Model {
    private final Embedding tokens = new Embedding(13, 6);
    private final List<Block> blocks = List.of(new Block(2, 3, 8), new Block(3, 2, 7));
    private final GlobalAveragePooling1D pool = new GlobalAveragePooling1D();
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
        return classifier.apply(pool.apply(h));
    }

    private static final class Block extends Layer {
        private final int heads;
        private final int keyDim;
        private final int width;
        private MultiHeadAttention attention;
        private LayerNormalization norm1;
        private LayerNormalization norm2;
        private Sequential ffn;

        Block(int heads, int keyDim, int width) {
            this.heads = heads;
            this.keyDim = keyDim;
            this.width = width;
        }

        @Override
        protected void build(Shape input) {
            attention = new MultiHeadAttention(heads, keyDim);
            norm1 = new LayerNormalization().epsilon(1e-6);
            norm2 = new LayerNormalization().epsilon(1e-6);
            ffn = new Sequential(new Dense(width).activation("gelu"), new Dropout(0.1), new Dense((int) input.dim(-1)));
        }

        @Override
        protected Value call(Value x) {
            Value h = norm1.apply(Ops.add(x, attention.apply(x, x)));
            return norm2.apply(Ops.add(h, ffn.apply(h)));
        }
    }
}
