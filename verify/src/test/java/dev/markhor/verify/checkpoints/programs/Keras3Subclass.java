package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.BatchNormalization;
import dev.markhor.layers.Bidirectional;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Embedding;
import dev.markhor.layers.GRU;
import dev.markhor.layers.MultiHeadAttention;
import dev.markhor.model.Model;
import java.util.List;

/** Keras 3: kernels are private there, and one layer has two names. */
final class Keras3Subclass implements Programs {
    private static final class Net extends Model {
        private final Embedding emb = new Embedding(9, 4);
        private final Bidirectional bi = new Bidirectional(() -> new GRU(3).returnSequences(true));
        private final MultiHeadAttention att = new MultiHeadAttention(2, 3);
        private final BatchNormalization norm = new BatchNormalization();
        private final List<Dense> pair = List.of(new Dense(4).activation("relu"), new Dense(2).useBias(false));

        @SuppressWarnings("unused") // as a second name of the layer
        private final BatchNormalization same = norm;

        @Override
        protected Value call(Value x) {
            Value h = bi.apply(emb.apply(x));
            h = norm.apply(att.apply(h, h));
            return pair.get(1).apply(pair.get(0).apply(h));
        }
    }

    @Override
    public Model make(String function) {
        return new Net();
    }
}
