package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Conv2D;
import dev.markhor.layers.Dense;
import dev.markhor.layers.GlobalAveragePooling2D;
import dev.markhor.model.Layer;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Blocks in a list, whose layers are made when they are built, one of them only where the channels change. */
final class Residual extends Model {
    private final Conv2D stem = new Conv2D(3, 3).strides(2).activation("relu");
    private final List<Block> blocks = List.of(new Block(3), new Block(5), new Block(5));
    private final GlobalAveragePooling2D pool = new GlobalAveragePooling2D();
    private final Dense classifier = new Dense(4).activation("softmax");

    @Override
    protected Value call(Value x) {
        Value h = stem.apply(x);
        for (Block block : blocks) {
            h = block.apply(h);
        }
        return classifier.apply(pool.apply(h));
    }

    private static final class Block extends Layer {
        private final int filters;
        private Conv2D conv1;
        private BatchNormalization bn1;
        private Conv2D conv2;
        private BatchNormalization bn2;
        private Conv2D shortcut;

        Block(int filters) {
            this.filters = filters;
        }

        @Override
        protected void build(Shape input) {
            conv1 = new Conv2D(filters, 3).padding("same").useBias(false);
            bn1 = new BatchNormalization();
            conv2 = new Conv2D(filters, 3).padding("same").useBias(false);
            bn2 = new BatchNormalization();
            if (input.dim(-1) != filters) {
                shortcut = new Conv2D(filters, 1);
            }
        }

        @Override
        protected Value call(Value x) {
            Value h = bn2.apply(conv2.apply(Ops.relu(bn1.apply(conv1.apply(x)))));
            return Ops.relu(Ops.add(h, shortcut == null ? x : shortcut.apply(x)));
        }
    }
}
