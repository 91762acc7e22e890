package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.Bidirectional;
import dev.markhor.layers.Dense;
import dev.markhor.layers.GRU;
import dev.markhor.layers.LSTMCell;
import dev.markhor.layers.RNN;
import dev.markhor.layers.TimeDistributed;
import dev.markhor.model.Model;

/** Wrappers, and a cell alone. */
final class Keras3Recurrent extends Model {
    private final Bidirectional encoder = new Bidirectional(() -> new GRU(3).returnSequences(true));
    private final TimeDistributed steps = new TimeDistributed(new Dense(4).activation("tanh"));
    private final RNN summaryRnn = new RNN(new LSTMCell(3));
    private final Dense head = new Dense(2);

    @Override
    protected Value call(Value x) {
        return head.apply(summaryRnn.apply(steps.apply(encoder.apply(x))));
    }
}
