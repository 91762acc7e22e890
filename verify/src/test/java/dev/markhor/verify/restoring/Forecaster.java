package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.Dense;
import dev.markhor.layers.GRUCell;
import dev.markhor.layers.LSTM;
import dev.markhor.layers.LSTMCell;
import dev.markhor.layers.RNN;
import dev.markhor.layers.SimpleRNN;
import dev.markhor.model.Inputs;
import dev.markhor.model.Model;
import dev.markhor.ops.Ops;
import java.util.List;

/** Stacked cells, and a layer that gives its states. */
final class Forecaster extends Model {
    private final RNN cells = new RNN(List.of(new GRUCell(4), new LSTMCell(3))).returnSequences(true);
    private final SimpleRNN summaryRnn = new SimpleRNN(5).goBackwards(true);
    private final LSTM state = new LSTM(2).returnState(true);
    private final Dense head = new Dense(2);

    @Override
    protected Value call(Value x) {
        Value h = cells.apply(x);
        List<Value> last = state.apply(Inputs.of(h)).flatten();
        return head.apply(Ops.concatenate(List.of(summaryRnn.apply(h), last.get(1), last.get(2)), -1));
    }
}
