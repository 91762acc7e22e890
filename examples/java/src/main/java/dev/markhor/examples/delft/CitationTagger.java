package dev.markhor.examples.delft;

import dev.markhor.graph.Spec;
import dev.markhor.graph.Value;
import dev.markhor.layers.Bidirectional;
import dev.markhor.layers.Concatenate;
import dev.markhor.layers.Dense;
import dev.markhor.layers.Embedding;
import dev.markhor.layers.LSTM;
import dev.markhor.layers.TimeDistributed;
import dev.markhor.model.CallContext;
import dev.markhor.model.Dialect;
import dev.markhor.model.Functional;
import dev.markhor.model.Input;
import dev.markhor.model.Inputs;
import dev.markhor.model.Model;
import dev.markhor.model.Structure;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import java.util.List;

/**
 * Tells author from title from year in a citation: the BidLSTM_CRF of DeLFT, https://github.com/kermitt2/delft. Its file holds the
 * weights of a model of the class {@code CRFModelWrapper}, in order of its attributes: the field {@link #crf} comes first.
 *
 * <p>Inputs: word vectors {@code [batch, words, 300]}, characters {@code int32[batch, words, 30]}, 0 for none, and a length that is not
 * used; a word without characters is padding. Outputs: those of {@link Crf}.
 */
public final class CitationTagger extends Model {
    private static final int TAGS = 38;
    private static final int WORD_SIZE = 300;
    private static final int CHARACTERS = 30;
    private static final int VOCABULARY = 1938;

    private final Crf crf = new Crf(TAGS).name("crf");
    private final Functional base = base();

    /** Built, so that it can take weights. */
    public CitationTagger() {
        super(Dialect.KERAS2); // whose masks go through Concatenate
        build(
                Spec.of(DType.FLOAT32, Shape.FREE, Shape.FREE, WORD_SIZE),
                Spec.of(DType.INT32, Shape.FREE, Shape.FREE, CHARACTERS),
                Spec.of(DType.INT32, Shape.FREE, 1));
    }

    private static Functional base() {
        Value words = Input.named("word_input", DType.FLOAT32, Shape.FREE, WORD_SIZE);
        Value characters = Input.named("char_input", DType.INT32, Shape.FREE, CHARACTERS);
        Value length = Input.named("length_input", DType.INT32, 1);
        Value letters = new TimeDistributed(new Embedding(VOCABULARY, 25).maskZero(true))
                .name("time_distributed")
                .apply(characters);
        Value spelling = new TimeDistributed(new Bidirectional(() -> new LSTM(25)))
                .name("time_distributed_1")
                .apply(letters);
        Value word = new Concatenate().name("concatenate").apply(List.of(words, spelling));
        Value sentence = new Bidirectional(() -> new LSTM(100).returnSequences(true))
                .name("bidirectional_1")
                .apply(word);
        Value features = new Dense(100).activation("tanh").name("dense").apply(sentence);
        Functional model = of(Structure.list(List.of(words, characters, length)), Structure.of(features));
        model.setName("model");
        model.setModelDialect(Dialect.KERAS2);
        return model;
    }

    @Override
    protected Structure<Value> call(Inputs inputs, CallContext context) {
        return crf.apply(Inputs.of(base.apply(inputs)));
    }
}
