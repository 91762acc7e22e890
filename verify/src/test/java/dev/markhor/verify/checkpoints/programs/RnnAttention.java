package dev.markhor.verify.checkpoints.programs;

import dev.markhor.graph.Value;
import dev.markhor.layers.Bidirectional;
import dev.markhor.layers.Dense;
import dev.markhor.layers.EinsumDense;
import dev.markhor.layers.Embedding;
import dev.markhor.layers.GRU;
import dev.markhor.layers.GRUCell;
import dev.markhor.layers.LSTM;
import dev.markhor.layers.LSTMCell;
import dev.markhor.layers.LayerNormalization;
import dev.markhor.layers.MultiHeadAttention;
import dev.markhor.layers.RNN;
import dev.markhor.layers.TimeDistributed;
import dev.markhor.model.Dialect;
import dev.markhor.model.Model;
import dev.markhor.tensor.Shape;
import java.util.List;

/** Layers with layers and cells inside. */
final class RnnAttention implements Programs {
    private static final class Rnn extends Model {
        private final Embedding emb = new Embedding(11, 4);
        private final Bidirectional bi = new Bidirectional(() -> new LSTM(3).returnSequences(true));
        private final TimeDistributed td = new TimeDistributed(new Dense(4));
        private final RNN stack = new RNN(List.of(new LSTMCell(3), new GRUCell(4))).returnSequences(true);
        private final MultiHeadAttention att = new MultiHeadAttention(2, 3);
        private final EinsumDense ein = new EinsumDense("abc,cd->abd", Shape.FREE, 5).biasAxes("d");
        private final LayerNormalization ln = new LayerNormalization();
        private final GRU gru = new GRU(3);

        Rnn() {
            super(Dialect.KERAS2);
        }

        @Override
        protected Value call(Value x) {
            Value h = stack.apply(td.apply(bi.apply(emb.apply(x))));
            return gru.apply(ln.apply(ein.apply(att.apply(h, h))));
        }
    }

    @Override
    public Model make(String function) {
        return new Rnn();
    }
}
