package dev.markhor.verify.restoring;

import dev.markhor.graph.Value;
import dev.markhor.layers.Bidirectional;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Embedding;
import dev.markhor.layers.LSTM;
import dev.markhor.layers.TimeDistributed;
import dev.markhor.model.Model;

/** Wrappers around layers, and a mask. */
final class Tagger extends Model {
    private final Embedding embedding = new Embedding(11, 4).maskZero(true);
    private final Bidirectional encoder = new Bidirectional(() -> new LSTM(3).returnSequences(true));
    private final TimeDistributed tags = new TimeDistributed(new Dense(5).activation("softmax"));

    @Override
    protected Value call(Value tokens) {
        return tags.apply(encoder.apply(embedding.apply(tokens)));
    }
}
