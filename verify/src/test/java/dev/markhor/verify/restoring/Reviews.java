package dev.markhor.verify.restoring;

import dev.markhor.layers.Conv1D;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Embedding;
import dev.markhor.layers.GRU;
import dev.markhor.layers.GlobalMaxPooling1D;
import dev.markhor.layers.LSTM;
import dev.markhor.layers.SpatialDropout1D;
import dev.markhor.model.Model;
import dev.markhor.model.Sequential;

/** Sequential models that are built by their first call. */
final class Reviews {
    private Reviews() {}

    static Model keras2() {
        return new Sequential(
                new Embedding(17, 5),
                new SpatialDropout1D(0.2),
                new LSTM(4).returnSequences(true),
                new GRU(3),
                new Dense(1).activation("sigmoid"));
    }

    static Model keras3() {
        return new Sequential(
                new Embedding(17, 5),
                new SpatialDropout1D(0.2),
                new LSTM(4).returnSequences(true),
                new Conv1D(3, 2).padding("causal"),
                new GlobalMaxPooling1D(),
                new Dense(2));
    }
}
