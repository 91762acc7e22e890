package dev.markhor.layers;

import dev.markhor.graph.Value;
import dev.markhor.model.CallContext;
import dev.markhor.model.ConfigOutput;
import dev.markhor.ops.Ops;
import dev.markhor.ops.Tokenize;
import dev.markhor.ops.Tokenize.Split;
import dev.markhor.ops.Tokenize.Standardize;
import dev.markhor.restore.AssetOutput;
import dev.markhor.restore.Assets;
import dev.markhor.tensor.DType;
import dev.markhor.tensor.Shape;
import dev.markhor.tensor.Tensor;
import java.io.IOException;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalInt;
import java.util.stream.IntStream;

/**
 * Texts to the indices of their words: strings {@code [batch]} or {@code [batch, 1]} to int64 {@code [batch, words]}, filled up with 0, or
 * counted over the vocabulary. The number of words is the largest in the batch, unless {@link #outputSequenceLength} sets it.
 *
 * <p>Texts are split into tokens, filled up with empty ones; an empty token is the mask of the lookup that follows.
 */
public final class TextVectorization extends BaseLayer<TextVectorization> {
    private static final int LONGEST_NGRAM = 1 << 10;

    private final LookupOptions options;
    private final LookupTable table;
    private Standardize standardize = Standardize.LOWER_AND_STRIP_PUNCTUATION;
    private Split split = Split.WHITESPACE;
    private List<Integer> ngrams = List.of();
    private OptionalInt length = OptionalInt.empty();

    public TextVectorization() {
        this(new LookupOptions(DType.STRING));
    }

    private TextVectorization(LookupOptions options) {
        this.options = options;
        this.table = new LookupTable(this, options);
        options.maskToken = Optional.of("");
    }

    /** The words, all different, with the empty one and {@code [UNK]} in front or without. */
    public TextVectorization vocabulary(List<String> words) {
        options.vocabulary = Optional.of(List.copyOf(words));
        return this;
    }

    /** {@link Standardize#LOWER_AND_STRIP_PUNCTUATION} unless set. */
    public TextVectorization standardize(Standardize rule) {
        standardize = rule;
        return this;
    }

    /** {@link Split#WHITESPACE} unless set. */
    public TextVectorization split(Split rule) {
        split = rule;
        return this;
    }

    /** Looks up sequences of 1 to {@code most} neighbouring words, joined by a space. */
    public TextVectorization ngrams(int most) {
        if (most > LONGEST_NGRAM) {
            throw new IllegalArgumentException("ngrams may be at most " + LONGEST_NGRAM + ", got " + most);
        }
        return ngramsOf(
                IntStream.rangeClosed(1, Options.positive("ngrams", most)).toArray());
    }

    /** Looks up sequences of just these numbers of neighbouring words. */
    public TextVectorization ngramsOf(int... widths) {
        ngrams = Arrays.stream(widths).boxed().toList();
        return this;
    }

    /** {@code int} (unless set), {@code multi_hot}, {@code count} or {@code tf_idf}. */
    public TextVectorization outputMode(String name) {
        options.mode = OutputMode.named(name);
        return this;
    }

    /** How many indices each text has in mode {@code int}: others are cut off, or filled up with 0. */
    public TextVectorization outputSequenceLength(int words) {
        length = OptionalInt.of(Options.positive("output_sequence_length", words));
        return this;
    }

    /** The largest size of the vocabulary, special tokens included. */
    public TextVectorization maxTokens(int size) {
        options.maxTokens = OptionalInt.of(Options.positive("max_tokens", size));
        return this;
    }

    /** Whether counts have the size {@code maxTokens}, however small the vocabulary is. */
    public TextVectorization padToMaxTokens(boolean flag) {
        options.padToMaxTokens = flag;
        return this;
    }

    /** The weights that counts are multiplied by in mode {@code tf_idf}: one for each word of the vocabulary as it was given. */
    public TextVectorization idfWeights(Tensor weights) {
        options.idfWeights = Optional.of(weights);
        return this;
    }

    @Override
    protected void build(Shape input) {
        Map<String, Object> attributes = table.build();
        if (!attributes.isEmpty()) {
            track("_lookup_layer", attributes);
        }
    }

    @Override
    protected Value call(Value x, CallContext context) {
        OptionalInt cut = options.mode == OutputMode.INT ? length : OptionalInt.empty();
        Value tokens = Ops.apply(new Tokenize(standardize, split, ngrams, cut), x);
        return table.lookup(tokens, context);
    }

    @Override
    public Runnable readAssets(Assets assets) {
        return table.readAssets(assets);
    }

    @Override
    public void writeAssets(AssetOutput output) throws IOException {
        table.writeAssets(output);
        table.writeAssets(output.inside("_lookup_layer", "string_lookup"));
    }

    @Override
    protected boolean hasTable() {
        return table.isAdapted();
    }

    @Override
    protected boolean autocast() {
        return false;
    }

    @Override
    protected void writeConfig(ConfigOutput config) {
        options.writeVocabulary(config);
        config.put("standardize", standardize == Standardize.NONE ? null : standardize)
                .put("split", split == Split.NONE ? null : split)
                .put("ngrams", writtenNgrams())
                .put("output_sequence_length", length);
    }

    /** A number where these are all up to it. */
    private Object writtenNgrams() {
        boolean all =
                ngrams.equals(IntStream.rangeClosed(1, ngrams.size()).boxed().toList());
        return ngrams.isEmpty() ? null : all ? ngrams.size() : ngrams;
    }

    static TextVectorization fromConfig(LayerConfig config) {
        if (config.bool("ragged", false)) {
            throw config.unsupported("ragged=True gives a ragged tensor, which is not supported; save the model with "
                    + "ragged=False, which fills rows up with 0");
        }
        TextVectorization layer = new TextVectorization(LookupOptions.read(config, DType.STRING));
        config.optionalInteger("output_sequence_length").ifPresent(layer::outputSequenceLength);
        return layer.standardize(TextRules.standardize(config))
                .split(TextRules.split(config))
                .ngrams(config);
    }

    private TextVectorization ngrams(LayerConfig config) {
        config.find("ngrams").ifPresent(value -> {
            if (value.isArray()) {
                ngramsOf(config.intList("ngrams"));
            } else {
                ngrams(config.integer("ngrams"));
            }
        });
        return this;
    }
}
